from django.db import migrations, models


class Migration(migrations.Migration):
    """When a round was published is when its first release was made; what remains is whether the next one has it."""

    dependencies = [("funding", "0009_releases")]

    operations = [
        migrations.AddField(
            model_name="round",
            name="in_next_release",
            field=models.BooleanField(
                default=False, editable=False, help_text="If not: a draft, which no release has."
            ),
        ),
        migrations.RunSQL(
            "UPDATE funding_round SET in_next_release = published_at IS NOT NULL",
            "UPDATE funding_round SET published_at = CASE WHEN in_next_release THEN now() END",
        ),
        migrations.RemoveField(model_name="round", name="published_at"),
    ]
