"""`manage.py serve`: from an empty checkout, or an empty database, to the site in a browser."""

import errno
import hashlib
import os
import secrets
import shutil
import signal
import socket
import sys
from contextlib import suppress
from typing import Any

import gunicorn.app.wsgiapp
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection, connections
from django.utils.autoreload import DJANGO_AUTORELOAD_ENV

from funding.models import Release, Round

HOST = "127.0.0.1"  # for a browser or a proxy on this machine
FIRST_NOTE = "What was public when this site began to number its releases."


class Command(BaseCommand):
    """Prepare what is not yet prepared, saying so step by step, and serve until Ctrl-C.

    Whatever keeps it from serving is one line on stderr that says what to do, and an exit code that is not 0.
    """

    help = f"Prepares the database and the static files where needed, and serves the site on {HOST}."

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve with gunicorn, or when DEBUG is on with Django's server, which reloads code that changes."""
        # A terminal that is closed, and a polite kill, end us as Ctrl-C does, so that the database stops too. So does
        # SIGINT itself where a script started us in the background, and shells let it be ignored.
        for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.default_int_handler)
        if os.environ.get(DJANGO_AUTORELOAD_ENV) != "true":  # the reloader's child finds everything prepared
            check_port_is_free(settings.PORT)
            self._prepare_database()
            if not settings.DEBUG:
                self._collect_static_files()
            self._say("Starting the web server")
        if settings.DEBUG:
            try:
                call_command("runserver", f"{HOST}:{settings.PORT}")
            finally:
                # The reloader kills its child without waiting; while that still dies, the database seems to be in use.
                with suppress(ChildProcessError):
                    os.wait()
        else:
            connections.close_all()  # gunicorn's workers are forks, and must not share a connection
            # In this very process, which is a user of the embedded PostgreSQL and so stops it at its end.
            sys.argv = ["gunicorn", "--config", str(settings.BASE_DIR / "gunicorn.conf.py"), "funding.config.wsgi"]
            gunicorn.app.wsgiapp.run()

    def _prepare_database(self) -> None:
        self._say(f"{'Starting' if settings.DATABASE_IS_EMBEDDED else 'Connecting to'} PostgreSQL")
        try:
            connection.ensure_connection()
        except OperationalError as error:
            reason = " ".join(str(error).split())
            advice = "" if settings.DATABASE_IS_EMBEDDED else " (check DATABASE_URL, and that the server runs)"
            raise CommandError(f"The database cannot be reached{advice}: {reason}") from error
        self._say("Bringing the tables up to date")
        call_command("migrate", verbosity=0, interactive=False)
        if not Round.objects.exists():
            self._say("Loading the fund")
            call_command("load_editions", stdout=self.stdout, stderr=self.stderr)
        try:
            if not Release.objects.exists():
                self._say("Making a release of what is public")
                call_command("publish", note=FIRST_NOTE, stdout=self.stdout, stderr=self.stderr)
            call_command("rebuild_releases", stdout=self.stdout, stderr=self.stderr)
        except CommandError as error:  # to be put right in the admin, which is served
            self.stderr.write(str(error))
        users = get_user_model().objects
        if not users.filter(is_superuser=True).exists():
            password = secrets.token_urlsafe(12)
            users.create_superuser(username="admin", password=password)
            self._say(f"Made the user for /admin/: name admin, password {password} (shown only this once)")

    def _collect_static_files(self) -> None:
        """Collect when any source differs from what was collected last, since compressing takes seconds."""
        record = settings.STATIC_ROOT.with_name("static-sources")
        digest = digest_of_static_sources()
        if settings.STATIC_ROOT.exists() and record.exists() and record.read_text() == digest:
            return
        self._say("Collecting and compressing static files")
        record.unlink(missing_ok=True)
        shutil.rmtree(settings.STATIC_ROOT, ignore_errors=True)
        call_command("collectstatic", verbosity=0, interactive=False)
        record.write_text(digest)

    def _say(self, step: str) -> None:
        self.stdout.write(step)
        self.stdout.flush()


def check_port_is_free(port: int) -> None:
    """Raise `CommandError` when we could not listen on the port; checked first, before anything slow."""
    with socket.socket() as probe:
        probe.setsockopt(
            socket.SOL_SOCKET, socket.SO_REUSEADDR, 1
        )  # as gunicorn does: a closing connection is no obstacle
        try:
            probe.bind((HOST, port))
        except OSError as error:
            other = port + 1 if 1024 <= port < 65535 else 8001
            reason = "is in use" if error.errno == errno.EADDRINUSE else f"cannot be used ({error.strerror})"
            raise CommandError(f"Port {port} {reason}; choose another, for example: PORT={other} make run") from error


def digest_of_static_sources() -> str:
    """Changes when any static file is added, removed, renamed or edited."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            with storage.open(path) as file:
                digest.update(f"{getattr(storage, 'prefix', '')}/{path}\0".encode())
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()
