"""The rule that every page rests on: the parts of a selection add up to the whole, whichever way it is broken down."""

from funding import financial_year
from funding.totals.dimensions import LEAD, PROJECT, REGION, ROUND, THEME
from funding.totals.selection import Selection


def assert_adds_up(selection: Selection) -> None:
    """Each breakdown comes to the total, to the penny; so do the counts of what lies in one group only."""
    total, years, projects = selection.total(), selection.by_year(), list(selection.projects())
    for dimension in (ROUND, THEME, LEAD, REGION, PROJECT):
        groups, cells = selection.by(dimension), selection.by_year_and(dimension)
        assert sum(group.pounds for group in groups) == total.pounds
        assert sum(group.allocations for group in groups) == total.allocations
        assert sum(group.awards for group in groups) == total.awards
        assert sum(group.awards_without_amount for group in groups) == total.awards_without_amount
        # A project can be in several rounds, but has one theme, one lead and so one region.
        in_groups = sum(group.projects for group in groups)
        assert in_groups >= total.projects if dimension is ROUND else in_groups == total.projects
        for year in years:
            assert (
                sum(cell.amount.pounds for cell in cells if financial_year.slug(cell.year) == year.slug) == year.pounds
            )
        for group in groups:
            assert sum(cell.amount.pounds for cell in cells if cell.slug == group.slug) == group.pounds
    assert sum(year.pounds for year in years) == total.pounds
    assert sum(year.allocations for year in years) == total.allocations
    assert sum(allocation.amount for allocation in selection.allocation_rows()) == total.pounds
    assert sum(project.totals.pounds for project in projects) == total.pounds
    assert sum(project.totals.awards for project in projects) == total.awards
    assert sum(project.totals.awards_without_amount for project in projects) == total.awards_without_amount
    assert len(projects) == total.projects
