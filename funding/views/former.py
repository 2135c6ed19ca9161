"""Addresses of before: an id that a thing had leads to where it is now, on pages, in filters and in files."""

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from funding.addresses import with_query
from funding.models import FormerSlug

KINDS = {
    **{f"{kind}{what}": kind for kind in FormerSlug.Kind.values for what in ("", "-feed")},
    **dict.fromkeys(("lead", "with", "not_lead", "not_force", "not_with"), "force"),
    **{f"not_{kind}": kind for kind in ("project", "round", "theme")},
}
"""The kind of thing that an address of this name is of, or that a parameter of this name names."""


def address_now(request: HttpRequest) -> str | None:
    """Where an address leads in which something is called as it was before; None if nothing is."""
    match = request.resolver_match
    if match is None:
        return None
    of_page = (
        (KINDS[match.url_name], match.kwargs["slug"]) if match.url_name in KINDS and "slug" in match.kwargs else None
    )
    given = QueryDict(request.META["QUERY_STRING"])  # as it came: a page spells its own anew
    asked = [(name, value) for name, values in given.lists() for value in values]
    named = [(KINDS[name], str(value)) for name, value in asked if name in KINDS and "\0" not in str(value)]
    slugs = [slug for _, slug in [*([of_page] if of_page else []), *named]]
    now = (
        {(former.kind, former.slug): former.now for former in FormerSlug.objects.filter(slug__in=slugs)}
        if slugs
        else {}
    )
    if not now:
        return None
    query = QueryDict(mutable=True)
    for name, value in asked:
        query.appendlist(name, now.get((KINDS.get(name, ""), str(value)), str(value)))
    path = reverse(str(match.view_name), args=[now.get(of_page, of_page[1])]) if of_page else request.path
    address = with_query(path, query.urlencode())
    return None if address == request.get_full_path() else address
