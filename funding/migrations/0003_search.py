from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations


class Migration(migrations.Migration):
    """What the search needs of PostgreSQL. Both extensions are trusted: the owner of the database may make them."""

    dependencies = [("funding", "0002_require_sources")]

    operations = [TrigramExtension(), UnaccentExtension()]
