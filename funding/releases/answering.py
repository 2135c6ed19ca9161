"""A database that does not answer, dead or frozen, is noticed within a second or two, and left alone for a moment."""

import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from django.db import InterfaceError, OperationalError, connection

T = TypeVar("T")

SECONDS_OF_PATIENCE = 0.5  # until a query that is not answered is suspected
SECONDS_TO_SAY_A_WORD = 1.0  # in which a server says that it is there
SECONDS_LEFT_ALONE = 2.0

HELLO = b"\x00\x00\x00\x08\x04\xd2\x16\x2f"
"""What asks a server of PostgreSQL whether it speaks TLS: it answers with one letter, before it knows who asks."""

logger = logging.getLogger(__name__)


@dataclass
class _Server:
    """The database as it was last seen: its host and port, a folder and a number where it is on this machine."""

    address: tuple[str, int] | None = None
    left_alone_until: float = 0.0


_server = _Server()


def answered(ask: Callable[[], T]) -> T:
    """What `ask` gets from the database. Raises OperationalError within some three seconds if that does not answer.

    A connection that the server has closed in the meantime is made anew, once.
    """
    if time.monotonic() < _server.left_alone_until:
        raise OperationalError("it did not answer a moment ago")
    connection.health_check_done = True  # type: ignore[attr-defined]  # by what is asked first
    try:
        with _watched():
            return ask()
    except (OperationalError, InterfaceError):
        if connection.in_atomic_block:
            raise
        connection.close()
        if time.monotonic() < _server.left_alone_until:
            raise
    try:
        with _watched():
            return ask()
    except (OperationalError, InterfaceError):
        _leave_alone()
        raise


def _leave_alone() -> None:
    """For a moment, whoever asks is told at once that there is no answer."""
    _server.left_alone_until = time.monotonic() + SECONDS_LEFT_ALONE


@contextmanager
def _watched() -> Iterator[None]:
    """Within it, a query that a frozen server does not answer fails: somebody else shuts the connection down."""
    if connection.connection is None and _server.address and _is_frozen(*_server.address):
        _leave_alone()
        raise OperationalError("the server is there and does not answer")
    connection.ensure_connection()
    _server.address = (connection.connection.info.host, connection.connection.info.port)
    done = threading.Event()
    ours = socket.socket(fileno=os.dup(connection.connection.fileno()))
    watcher = threading.Thread(target=_watch, args=(done, ours, *_server.address), daemon=True)
    watcher.start()
    try:
        if not connection.in_atomic_block:
            # Before a transaction begins: one that fails at its begin makes Django connect anew, and wait, to end it.
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        yield
    finally:
        done.set()


def _watch(done: threading.Event, ours: socket.socket, host: str, port: int) -> None:
    with ours:
        while not done.wait(SECONDS_OF_PATIENCE):
            if _is_frozen(host, port) and not done.is_set():
                logger.error("The database at %s does not answer: its connection is shut down", host)
                _leave_alone()
                ours.shutdown(socket.SHUT_RDWR)
                return


def _is_frozen(host: str, port: int) -> bool:
    """Whether the server is there and says nothing. A slow query does not keep it from answering; one that is dead is not there."""
    is_folder = host.startswith("/")
    try:
        with (
            socket.socket(socket.AF_UNIX)
            if is_folder
            else socket.create_connection((host, port), SECONDS_TO_SAY_A_WORD)
        ) as asking:
            asking.settimeout(SECONDS_TO_SAY_A_WORD)
            if is_folder:
                asking.connect(f"{host}/.s.PGSQL.{port}")
            asking.sendall(HELLO)
            asking.recv(1)
    except TimeoutError:
        return True
    except OSError:
        return False
    return False
