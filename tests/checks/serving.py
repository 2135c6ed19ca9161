"""The real site, as `manage.py serve` serves it, for tests and benchmarks that ask it over the network."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.checks.checkout import environment_of_its_own


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def read_until(process: "subprocess.Popen[str]", text: str) -> str:
    """What it prints, up to and including the line with this text, or up to its end."""
    lines = []
    for line in process.stdout:
        lines.append(line)
        if text in line:
            break
    return "".join(lines)


@contextmanager
def serving(checkout: Path, log: Path, **variables: str) -> Iterator[int]:
    """The port at which the site of a checkout answers, while it does. What it has to say besides is in the log."""
    port = free_port()
    with (
        log.open("w") as errors,
        subprocess.Popen(
            [sys.executable, "manage.py", "serve"],
            cwd=checkout,
            env=environment_of_its_own() | {"PORT": str(port)} | variables,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            start_new_session=True,
        ) as site,
    ):
        try:
            printed = read_until(site, "The site is at")
            assert f"http://127.0.0.1:{port} " in printed, printed + log.read_text()
            yield port
        finally:
            if site.poll() is None:
                os.killpg(site.pid, signal.SIGTERM)
                site.communicate(timeout=60)
