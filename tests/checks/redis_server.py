"""A real Redis or Valkey, which a test starts and may stop, freeze and start again."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

PROGRAM = shutil.which("redis-server") or shutil.which("valkey-server")
MESSAGE = "needs Redis or Valkey (on Debian: apt install redis-server)"


class RedisServer:
    """It listens on a socket in a folder of its own, and on no network."""

    def __init__(self, folder: Path) -> None:
        self.socket = folder / "redis.sock"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """What `CACHE_URL` is to be."""
        return f"unix://{self.socket}"

    def start(self) -> None:
        assert PROGRAM
        arguments = ["--port", "0", "--unixsocket", str(self.socket), "--save", "", "--dir", str(self.socket.parent)]
        self.process = subprocess.Popen([PROGRAM, *arguments], stdout=subprocess.DEVNULL)
        for _ in range(200):
            with socket.socket(socket.AF_UNIX) as probe:
                if probe.connect_ex(str(self.socket)) == 0:
                    return
            time.sleep(0.02)
        raise AssertionError("Redis did not start")

    def send(self, number: int) -> None:
        """Sends it a signal: SIGSTOP freezes it, SIGCONT lets it go on."""
        assert self.process
        os.kill(self.process.pid, number)

    def kill(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait(timeout=10)
            self.process = None


@contextmanager
def redis_of_a_test() -> Iterator[RedisServer]:
    """A server that runs until the test ends. Without one the test is skipped; in CI it fails."""
    if not PROGRAM:
        if os.environ.get("CI"):
            pytest.fail(MESSAGE)
        pytest.skip(MESSAGE)
    with tempfile.TemporaryDirectory(prefix="redis") as folder:  # whose path is short enough for a socket
        server = RedisServer(Path(folder))
        server.start()
        try:
            yield server
        finally:
            if server.process:
                server.send(signal.SIGCONT)
            server.kill()
