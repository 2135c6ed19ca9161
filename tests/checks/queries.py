"""What a page asks of the database."""

from django.test.utils import CaptureQueriesContext

OF_TRANSACTIONS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE SAVEPOINT", "SELECT current_setting", "SELECT set_config")

CURRENT_RELEASE = 'SELECT "funding_release"'


def questions(captured: CaptureQueriesContext) -> list[str]:
    """The queries but those that open and close the reading of a release, and look up which is current."""
    return [
        query["sql"]
        for query in captured.captured_queries
        if not query["sql"].startswith((*OF_TRANSACTIONS, CURRENT_RELEASE))
    ]
