import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("forces", "0004_sort_key"),
        ("funding", "0006_loaded_rows"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="allocation",
            options={"ordering": ["award", "financial_year", "-kind"]},
        ),
        migrations.AlterModelOptions(
            name="award",
            options={"ordering": ["round", "project", "slug"]},
        ),
        migrations.AlterModelOptions(
            name="fundtotal",
            options={"ordering": ["period", "-amount", "slug"]},
        ),
        migrations.AlterModelOptions(
            name="renaming",
            options={"ordering": ["force", "date", "change"]},
        ),
        migrations.AlterModelOptions(
            name="round",
            options={"ordering": ["financial_year", "announced_on", "slug"]},
        ),
        migrations.AlterModelOptions(
            name="source",
            options={"ordering": ["sort_key", "slug"]},
        ),
        migrations.AlterModelOptions(
            name="subgrant",
            options={"ordering": ["award", "period", "slug"]},
        ),
        migrations.AddField(
            model_name="round",
            name="sort_key",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func(models.F("name"), function="sort_key", output_field=models.TextField()),
                output_field=models.TextField(db_collation="C"),
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="sort_key",
            field=models.GeneratedField(
                db_persist=True,
                expression=django.db.models.functions.text.Concat(
                    models.Func(models.F("publisher"), function="sort_key", output_field=models.TextField()),
                    models.Value("\t", output_field=models.TextField()),
                    models.Func(models.F("title"), function="sort_key", output_field=models.TextField()),
                ),
                output_field=models.TextField(db_collation="C"),
            ),
        ),
    ]
