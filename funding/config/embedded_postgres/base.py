"""The Django database backend: Django's own for PostgreSQL, which starts the embedded server when it first connects."""

from typing import Any

import psycopg2
from django.db.backends.postgresql import base

from . import connection_parameters, revive


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to the embedded server, whose data directory is `OPTIONS["data_dir"]`."""

    def get_connection_params(self) -> dict[str, Any]:
        """What psycopg2 needs to connect; the server runs when this returns."""
        parameters: dict[str, Any] = super().get_connection_params()
        return parameters | connection_parameters(parameters.pop("data_dir"))

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A connection; a server that died since it was started is started again."""
        try:
            return super().get_new_connection(conn_params)
        except psycopg2.OperationalError:
            if not revive(self.settings_dict["OPTIONS"]["data_dir"]):
                raise
        return super().get_new_connection(conn_params)
