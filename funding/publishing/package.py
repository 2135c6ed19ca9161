"""The package of a release: the public part of the record, as a zipped folder of the files that `load_fund` reads."""

import hashlib
import io
import tempfile
import zipfile
from collections.abc import Collection
from pathlib import Path

from funding.importer import Record, read_folders, write_folder
from funding.importer.record import Row
from funding.importer.rows import AwardRow, ProjectRow, RoundRow, SourceRow

BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The date of every file in a zip: the same rows are the same bytes, whenever they are zipped."""


def public_part(record: Record, rounds: Collection[str]) -> Record:
    """The rows of these rounds, and of all that is not part of a round; of sources, those that any of them names."""
    awards = {row.award_id: row for row in record[AwardRow] if row.round_id in rounds}
    public: dict[type[Row], Collection[str]] = {
        RoundRow: rounds,
        ProjectRow: {row.project_id for row in awards.values()},
        AwardRow: awards,
    }

    def is_public(row: Row) -> bool:
        """Whether it is one of those, and so is each of them that it names."""
        return all(id_ in public[kind] for kind, id_ in [(type(row), row.key), *row.named] if kind in public)

    rows = {kind: [row for row in record[kind] if is_public(row)] for kind in record}
    cited = Record(rows).names
    return Record({**rows, SourceRow: [row for row in record[SourceRow] if (SourceRow, row.source_id) in cited]})


def pack(record: Record) -> bytes:
    """The files of a record as a zip, the same bytes for the same rows."""
    zipped = io.BytesIO()
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(zipped, "w") as archive:
        for path in sorted(write_folder(record, Path(folder))):
            file = zipfile.ZipInfo(path.name, BEGINNING)
            file.compress_type, file.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(file, path.read_bytes())
    return zipped.getvalue()


def unpack(content: bytes) -> Record:
    """What a package holds, as today's importer reads it. Raises Refused with all that the importer does not take."""
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
        return read_folders(Path(folder))


def sha256(content: bytes) -> str:
    """What tells whether it is the same package: 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()
