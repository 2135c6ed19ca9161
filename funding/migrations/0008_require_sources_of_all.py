from django.db import migrations

OWN = ["fundtotal", "subgrant", "deflator", "population", "yearendofficers", "renaming"]
# The name of a kind of figure, its table, the table that links it to sources, and its column there.
FIGURES = [(name, f"funding_{name}", f"funding_{name}_sources", f"{name}_id") for name in OWN]
FIGURES += [("officercount", "forces_officercount", "funding_source_officer_counts", "officercount_id")]
FORCE = ("force", "forces_force", "funding_source_forces", "force_id")


def requiring(event: str, trigger: str, on: str, name: str, table: str, links: str, column: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE CONSTRAINT TRIGGER {name}_{trigger} AFTER {event} ON {on} DEFERRABLE INITIALLY DEFERRED "
        f"FOR EACH ROW EXECUTE FUNCTION funding_require_source('{table}', '{links}', '{column}')",
        f"DROP TRIGGER {name}_{trigger} ON {on}",
    )


class Migration(migrations.Migration):
    """As migration 0002 for allocations and announcements: the database refuses every other figure that names no source.

    A force may be entered before its sources are; from then on it keeps at least one.
    """

    dependencies = [("funding", "0007_sort_key"), ("forces", "0004_sort_key")]

    operations = [
        *(requiring("INSERT", "has_source", figure[1], *figure) for figure in FIGURES),
        *(requiring("UPDATE OR DELETE", "keeps_source", figure[2], *figure) for figure in [*FIGURES, FORCE]),
    ]
