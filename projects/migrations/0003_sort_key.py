from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("forces", "0004_sort_key"),
        ("projects", "0002_text_and_days"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="project",
            options={"ordering": ["sort_key", "slug"]},
        ),
        migrations.AlterModelOptions(
            name="theme",
            options={"ordering": ["sort_key", "slug"]},
        ),
        migrations.AddField(
            model_name="project",
            name="sort_key",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func(models.F("title"), function="sort_key", output_field=models.TextField()),
                output_field=models.TextField(db_collation="C"),
            ),
        ),
        migrations.AddField(
            model_name="theme",
            name="sort_key",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func(models.F("name"), function="sort_key", output_field=models.TextField()),
                output_field=models.TextField(db_collation="C"),
            ),
        ),
    ]
