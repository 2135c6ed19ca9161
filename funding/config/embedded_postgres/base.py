"""The Django database backend: Django's own for PostgreSQL, which starts the embedded server when it first connects."""

from typing import Any

from django.db.backends.postgresql import base

from . import connection_parameters


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to the embedded server, whose data directory is `OPTIONS["data_dir"]`."""

    def get_connection_params(self) -> dict[str, Any]:
        """What psycopg2 needs to connect; the server runs when this returns."""
        parameters: dict[str, Any] = super().get_connection_params()
        return parameters | connection_parameters(parameters.pop("data_dir"))
