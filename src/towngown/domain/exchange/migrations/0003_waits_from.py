from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("exchange", "0002_done"),
    ]

    operations = [
        migrations.AddField(
            model_name="need",
            name="waits_from",
            field=models.DateField(null=True),
        ),
    ]
