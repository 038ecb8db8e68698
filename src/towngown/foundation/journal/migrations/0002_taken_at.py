from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="reaction",
            name="taken_at",
            field=models.DateTimeField(null=True),
        ),
    ]
