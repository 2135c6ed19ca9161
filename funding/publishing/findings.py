"""What is looked at before a release is made: errors, which stop it, and warnings, which somebody has seen and accepts."""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from django.utils.text import slugify

from funding import money, words
from funding.importer import Problem, Record
from funding.importer.record import KINDS, Row
from funding.importer.rows import AllocationRow, AnnouncementRow, AwardRow, RegionRow, RoundRow, SourceRow
from funding.money import Qualifier
from funding.pounds_in_text import stated_in

FAR = 30
"""How many times the median amount, or which part of it, is far outside the others."""

FEWEST = 10
"""How many amounts it takes to say what is usual."""

QUALIFYING = re.compile(
    r"\b(about|almost|around|at least|exactly|just|nearly|over|some|up to|million|billion|bn|mn|pounds)\b"
)


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something about a row that is an error, or that somebody should look at. `row` is None if it is about none."""

    row: Row | None
    message: str
    is_error: bool = False

    def __str__(self) -> str:
        where = f"{self.row.FILE}, {self.row.label}: " if self.row else ""
        return f"{'Error' if self.is_error else 'Warning'}: {where}{self.message}"


def findings(
    public: Record,
    *,
    package: bytes,
    problems: Sequence[Problem],
    record: Record,
    before: Record | None,
    former: Collection[tuple[str, str]] = (),
) -> list[Finding]:
    """What is to be known before the public part of a record, which a package holds, follows what was public before.

    `problems` are what the importer would not take of the package: then the release could not be made of it again. `record` is
    all of it, with drafts; `before` is None if nothing was public yet; `former` are the kinds and ids that lead to others.
    """
    return [
        *(_refused(problem, public, package) for problem in problems),
        *_regions_of_other_addresses(public),
        *(finding for look in LOOKS for finding in look(public)),
        *_never_cited(record),
        *(_gone(before, public, former) if before else ()),
    ]


def _refused(problem: Problem, public: Record, package: bytes) -> Finding:
    column = f"{problem.column}: " if problem.column else ""
    return Finding(row=_row_of(problem, public, package), message=f"{column}{problem.reason}", is_error=True)


def _row_of(problem: Problem, public: Record, package: bytes) -> Row | None:
    """The row that a problem is about, by the line on which it begins in its file."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        reader = csv.reader(io.StringIO(archive.read(problem.file).decode(), newline=""))
        ends = [reader.line_num for _ in reader]
    kind = next(kind for kind in KINDS if problem.file == kind.FILE and kind is not RegionRow)
    begins = [end + 1 for end in ends]  # each row begins where the one before ends, the first below the header
    return dict(zip(begins, public[kind], strict=False)).get(problem.row or 0)


def _regions_of_other_addresses(public: Record) -> Iterator[Finding]:
    for row in public[RegionRow]:
        if row.region_id != slugify(row.region):
            yield Finding(
                row=row,
                message=f"the files name regions and give them no ids, so that its id would become {slugify(row.region)!r}. "
                "Change the region's id or name.",
                is_error=True,
            )


def _round_without_awards(public: Record) -> Iterator[Finding]:
    awarded = {row.round_id for row in public[AwardRow]}
    for row in public[RoundRow]:
        if row.round_id not in awarded:
            yield Finding(row=row, message="the round has no awards.")


def _fewer_awards_than_announced(public: Record) -> Iterator[Finding]:
    for row in public[AnnouncementRow]:
        number = sum(award.round_id == row.round_id for award in public[AwardRow])
        if row.project_count and number < row.project_count:
            yield Finding(
                row=row,
                message=f"{words.count(row.project_count, 'project')} announced, {words.count(number, 'award')} on record.",
            )


def _more_itemised_than_announced(public: Record) -> Iterator[Finding]:
    rounds = {row.award_id: row.round_id for row in public[AwardRow]}
    for row in public[AnnouncementRow]:
        amounts = [each.amount_gbp for each in public[AllocationRow] if rounds[each.award_id] == row.round_id]
        if row.qualifier != Qualifier.AT_LEAST and sum(amounts) > row.amount_gbp:
            yield Finding(
                row=row,
                message=f"its awards come to {money.pounds(sum(amounts))}, more than the {money.pounds(row.amount_gbp)} announced.",
            )


def _far_outside_the_others(public: Record) -> Iterator[Finding]:
    rows = public[AllocationRow]
    if len(rows) < FEWEST:
        return
    usual = median(row.amount_gbp for row in rows)
    for row in rows:
        times = max(row.amount_gbp / usual, usual / row.amount_gbp)
        if times > FAR:
            which = "times" if row.amount_gbp > usual else "times less than"
            yield Finding(
                row=row,
                message=f"{money.pounds(row.amount_gbp)} is {times.quantize(Decimal(1), ROUND_HALF_UP)} {which} the median "
                f"amount, {money.pounds(usual)}.",
            )


def _no_amount_and_no_reason(public: Record) -> Iterator[Finding]:
    priced = {row.award_id for row in public[AllocationRow]}
    for row in public[AwardRow]:
        if row.award_id not in priced and not row.note and stated_in(row.as_stated) and _is_amount_alone(row.as_stated):
            yield Finding(
                row=row, message=f"its source's words are “{row.as_stated}”, it has no amount, and nothing says why."
            )


def _is_amount_alone(text: str) -> bool:
    """Whether the text is an amount and says nothing besides."""
    return not re.search(r"[a-z]{2,}", QUALIFYING.sub("", re.sub(r"[\d.,]+ ?(k|m)\b", "", text.lower())))


LOOKS: tuple[Callable[[Record], Iterator[Finding]], ...] = (
    _round_without_awards,
    _fewer_awards_than_announced,
    _more_itemised_than_announced,
    _far_outside_the_others,
    _no_amount_and_no_reason,
)


def _never_cited(record: Record) -> Iterator[Finding]:
    for row in record[SourceRow]:
        if (SourceRow, row.source_id) not in record.names:
            yield Finding(row=row, message="nothing cites this source.")


def _gone(before: Record, public: Record, former: Collection[tuple[str, str]]) -> Iterator[Finding]:
    for kind in before:
        if not kind.PAGE:
            continue
        there = public.by_id(kind)
        for row in before[kind]:
            if row.identity not in there and (kind.PAGE, row.key) not in former:
                yield Finding(
                    row=row, message="it had a page, and has none from now on: links to it will lead nowhere."
                )
