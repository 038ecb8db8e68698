"""Drafts of public partnerships, and what they are to promise, are the partnership's until both sides have signed."""

from typing import Any

from django.db import migrations

from towngown.kit.actors import PUBLIC, partnership_key


def close(apps: Any, editor: Any) -> None:
    """Each under the key it gets now; search forgets them until they are next written."""
    agreements, promises = (apps.get_model("agreements", name) for name in ("Agreement", "Promise"))
    document = apps.get_model("search", "Document")
    open_drafts = agreements.objects.filter(state="draft", audience_key=PUBLIC)
    for pk, wall in list(open_drafts.values_list("pk", "partnership_id")):
        promised = promises.objects.filter(agreement=pk)
        ids = list(promised.values_list("pk", flat=True))
        document.objects.filter(thing_kind="promise", thing_id__in=ids).delete()
        document.objects.filter(thing_kind="agreement", thing_id=pk).delete()
        promised.update(audience_key=partnership_key(wall))
        agreements.objects.filter(pk=pk).update(audience_key=partnership_key(wall))


class Migration(migrations.Migration):
    dependencies = [("agreements", "0001_initial"), ("search", "0002_words")]

    operations = [migrations.RunPython(close, migrations.RunPython.noop)]
