"""Run on a site: what it keeps of the load, what it still owes, and whether every act has its entry. Prints JSON."""

import json

import django


def main() -> None:
    """Titles kept, reactions owed, and rows without a journal entry."""
    django.setup()
    from towngown.domain.evidence.models import Item
    from towngown.domain.partnerships.models import Area, Programme
    from towngown.foundation.journal.models import Entry, Reaction

    rows = {row: row.title_zh for row in (*Area.objects.all(), *Programme.objects.all())}
    rows |= {row: row.title for row in Item.objects.all()}
    told = set(Entry.objects.values_list("thing_kind", "thing_id"))
    silent = [title for row, title in rows.items() if (row.kind, row.pk) not in told]
    print(
        json.dumps(
            {"kept": list(rows.values()), "owed": Reaction.objects.filter(done_at=None).count(), "silent": silent}
        )
    )


if __name__ == "__main__":
    main()
