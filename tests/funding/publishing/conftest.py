from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.data.record_files import write_record

Load = Callable[..., str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The tiny record of files: two rounds, three awards, £1,500,000."""
    return write_record(tmp_path / "record")


@pytest.fixture
def load(db: None, folder: Path) -> Load:
    """Loads the folder into the record, and with a note makes a release; returns what is said."""

    def load(note: str | None = None) -> str:
        out = StringIO()
        call_command("load_fund", folder, publish=note, stdout=out)
        return out.getvalue()

    return load
