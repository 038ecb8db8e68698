from django.db import migrations

from towngown.domain.partnerships.words import ACTIVITY_KINDS
from towngown.kit.refs import new_ref


def add(apps, schema_editor):
    kind = apps.get_model("partnerships", "ActivityKind")
    for order, (code, (zh, en)) in enumerate(ACTIVITY_KINDS.items(), start=1):
        kind.objects.create(ref=new_ref(), code=code, title_zh=zh, title_en=en, order=order * 10)


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
