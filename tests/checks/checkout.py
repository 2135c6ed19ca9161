"""A checkout that has nothing yet, for commands that are run as they are, with a database of its own."""

import os
import shutil
from pathlib import Path

from django.conf import settings

from tests.checks.environment import variables_read

PROJECT = Path(settings.BASE_DIR)


def make_checkout(folder: Path) -> Path:
    """One made of links to this one's folders (so that coverage counts the one file), without `var` and `.env`."""
    folder.chmod(0o755)  # as a checkout is; root's server would open it, and say so
    for name in [
        "forces",
        "projects",
        "funding",
        "templates",
        "static",
        "fixtures",
        "gunicorn.conf.py",
        "requirements.txt",
    ]:
        (folder / name).symlink_to(PROJECT / name)
    shutil.copy(PROJECT / "manage.py", folder)  # Python would follow a link to the folder that it points into
    return folder


def environment_of_its_own() -> dict[str, str]:
    """This process's without what settings read of it, so that the checkout's are the defaults."""
    kept = {name: value for name, value in os.environ.items() if name not in variables_read()}
    del kept["DJANGO_SETTINGS_MODULE"]
    return kept


def processes_of_database(checkout: Path) -> list[int]:
    """The server of the checkout and, after it, its children."""
    server = int((checkout / "var" / "postgres" / "data" / "postmaster.pid").read_text().split()[0])
    children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    return [server, *map(int, children)]
