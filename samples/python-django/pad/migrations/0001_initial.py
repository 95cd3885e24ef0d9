from django.db import migrations, models


def first(apps, schema_editor):
    apps.get_model("pad", "Note").objects.create(text="made by a migration")


class Migration(migrations.Migration):
    initial = True
    operations = [
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=80)),
            ],
        ),
        migrations.RunPython(first),
    ]
