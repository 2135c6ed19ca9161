"""What the database cannot hold about a project. The admin's forms and the importer both ask here."""

from collections.abc import Collection

from django.core.exceptions import ValidationError

from forces.models import Force

from .models import Theme


def check_partners(lead: Force | None, partners: Collection[Force]) -> None:
    """Raises ValidationError if the lead is also a partner: its part in the project would be named twice."""
    if lead in partners:
        raise ValidationError(f"{lead} leads this project, so it cannot be a partner as well.", code="lead_is_partner")


def check_other_themes(theme: Theme, other_themes: Collection[Theme]) -> None:
    """Raises ValidationError if the theme a project is counted under is also one of its further subjects."""
    if theme in other_themes:
        raise ValidationError(
            f"{theme} is this project's theme already, so it cannot be a further one.", code="theme_repeated"
        )
