"""Who may do what in the admin: groups to put users in. They are made once, and are from then on the installation's own."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import Q

OURS = Q(content_type__app_label__in=["forces", "projects", "funding"])
OF_RELEASES = Q(content_type__app_label="funding", content_type__model="release")
OF_PREVIEWS = Q(content_type__app_label="funding", content_type__model="preview")
VIEWING = Q(codename__startswith="view_")

GROUPS = {
    "Editor": OURS & (~OF_RELEASES | VIEWING),
    "Checker": OURS & VIEWING,
    "Publisher": OURS & (VIEWING | OF_RELEASES | OF_PREVIEWS),
}
"""An editor enters, prepares and makes previews, a checker looks at all of it, and a publisher makes releases and withdraws them."""


def make_groups(**signal: Any) -> None:
    """After migrations: those of the groups that there are not yet."""
    for name, rights in GROUPS.items():
        group, is_new = Group.objects.get_or_create(name=name)
        if is_new:
            group.permissions.set(Permission.objects.filter(rights))
