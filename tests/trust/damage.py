"""Run on a site: harm it in each of the ways that `towngown check` must name. Prints JSON."""

import json

import django


def main() -> None:
    """A wrong audience key, a changed file, a missing file, a reaction that failed."""
    django.setup()
    from tests.foundation.files.samples import pdf
    from towngown.domain.partnerships.models import Area, Partnership
    from towngown.foundation.accounts.queries import importer
    from towngown.foundation.files import actions as files
    from towngown.foundation.files.queries import path_of
    from towngown.foundation.journal.models import Entry, Reaction
    from towngown.kit import doorway

    changed, missing = (files.store(by=importer(), upload=pdf() + b"\n" * number) for number in range(2))
    path_of(changed).chmod(0o600)
    path_of(changed).write_bytes(b"other")
    path_of(missing).unlink()
    with doorway.opened("damage"):
        area = Area.objects.create(partnership=Partnership.objects.get(slug="small"), title_zh="茶")
        Area.objects.filter(pk=area.pk).update(audience_key="public")
        Reaction.objects.create(entry=Entry.objects.first(), name="gone", tries=3)
    print(json.dumps("damaged"))


if __name__ == "__main__":
    main()
