from django.db import migrations

REQUIRE_SOURCE = """
CREATE FUNCTION funding_require_source() RETURNS trigger LANGUAGE plpgsql AS $$
-- Arguments: the table of figures, the table that links them to sources, and its column that names the figure.
DECLARE
    figure bigint;
    sourced boolean;
BEGIN
    IF TG_TABLE_NAME = TG_ARGV[0] THEN
        figure := NEW.id;
    ELSE
        figure := (to_jsonb(OLD) ->> TG_ARGV[2])::bigint;
    END IF;
    EXECUTE format(
        'SELECT NOT EXISTS (SELECT FROM %I WHERE id = $1) OR EXISTS (SELECT FROM %I WHERE %I = $1)',
        TG_ARGV[0], TG_ARGV[1], TG_ARGV[2]
    ) INTO sourced USING figure;
    IF NOT sourced THEN
        RAISE EXCEPTION '% % has no source', TG_ARGV[0], figure
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END
$$;
"""

# Deferred to the end of the transaction, since a figure is inserted before the rows that link it to its sources.
REQUIRE_FOR_MODEL = """
CREATE CONSTRAINT TRIGGER {model}_has_source AFTER INSERT ON funding_{model}
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    EXECUTE FUNCTION funding_require_source('funding_{model}', 'funding_{model}_sources', '{model}_id');
CREATE CONSTRAINT TRIGGER {model}_keeps_source AFTER UPDATE OR DELETE ON funding_{model}_sources
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    EXECUTE FUNCTION funding_require_source('funding_{model}', 'funding_{model}_sources', '{model}_id');
"""
DROP_FOR_MODEL = """
DROP TRIGGER {model}_has_source ON funding_{model};
DROP TRIGGER {model}_keeps_source ON funding_{model}_sources;
"""


class Migration(migrations.Migration):
    """The database refuses an allocation or an announcement that names no source."""

    dependencies = [("funding", "0001_initial")]

    operations = [
        migrations.RunSQL(REQUIRE_SOURCE, "DROP FUNCTION funding_require_source()"),
        *(
            migrations.RunSQL(REQUIRE_FOR_MODEL.format(model=model), DROP_FOR_MODEL.format(model=model))
            for model in ["allocation", "announcement"]
        ),
    ]
