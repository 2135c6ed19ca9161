"""The admin as a person uses it: forms are opened, filled in and sent back as a browser would."""

from datetime import date
from decimal import Decimal

from django.contrib import admin
from django.contrib.admin.templatetags.admin_list import results
from django.contrib.messages import get_messages
from django.db import transaction
from django.forms import CheckboxInput, ModelMultipleChoiceField
from django.test import Client
from django.utils.html import strip_tags

from forces.models import OfficerCount
from funding.models import Conflict, Deflator, FundTotal, Population, Release, Renaming, SubGrant, YearEndOfficers
from tests.data.builders import (
    make_allocation,
    make_announcement,
    make_award,
    make_force,
    make_project,
    make_region,
    make_round,
    make_source,
)

ROUNDS = "/admin/funding/round/"
AWARDS = "/admin/funding/award/"
ALLOCATIONS = "/admin/funding/allocation/"


def fields_of(form) -> dict[str, object]:
    """What a browser would send for a form that nobody has touched."""
    sent = {}
    for bound in form:
        value = bound.value()
        if isinstance(bound.field.widget, CheckboxInput) and not value:
            continue
        if isinstance(bound.field, ModelMultipleChoiceField):
            value = [getattr(item, "pk", item) for item in value or []]
        sent[bound.html_name] = "" if value is None else value
    return sent


def open_form(client: Client, address: str) -> dict[str, object]:
    """The form at an address with all its inlines, as a browser would send it untouched."""
    context = client.get(address).context
    sent = fields_of(context["adminform"].form)
    for inline in context["inline_admin_formsets"]:
        sent |= fields_of(inline.formset.management_form)
        for form in inline.formset.forms:
            sent |= fields_of(form)
    return sent


def add_row(sent: dict[str, object], prefix: str, **values: object) -> None:
    """Fills in one more row of an inline, as its "Add another" link does."""
    number = int(str(sent[f"{prefix}-TOTAL_FORMS"]))
    sent[f"{prefix}-TOTAL_FORMS"] = number + 1
    sent |= {f"{prefix}-{number}-{name}": value for name, value in values.items()}


def allocation_row(**changes: object) -> dict[str, object]:
    row = {
        "financial_year": "2016-17",
        "kind": "stated",
        "status": "awarded",
        "amount": "1000",
        "qualifier": "exactly",
        "rounded_to": "",
        "note": "",
    }
    row |= changes
    return {"as_stated": f"£{row['amount']}"} | row


def text_of(response) -> str:
    return response.content.decode()


def messages_of(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def shown(response) -> list[str]:
    """The rows of a changelist."""
    return [str(row) for row in response.context["cl"].result_list]


@transaction.atomic
def make_one_of_each() -> None:
    """A row of every model, each tied to others where it can be."""
    region, source = make_region(), make_source()
    force = make_force(region=region)
    count = OfficerCount.objects.create(force=force, as_at=date(2016, 9, 30), officers_fte=Decimal("1067.19"))
    source.officer_counts.add(count)
    source.forces.add(force)
    project = make_project(lead=force, partners=[make_force()])
    source.projects.add(project)
    round_ = make_round(announced_on=date(2016, 8, 5))
    make_announcement(round=round_, project_count=14)
    award = make_award(round=round_, project=project)
    make_allocation(award=award, year=2016, sources=[source])
    make_allocation(award=award, qualifier="about")
    total = FundTotal.objects.create(slug=f"total-{source.pk}", period="2016-17", amount=76_400_000, as_stated="£76.4m")
    total.sources.add(source)
    share = SubGrant.objects.create(
        slug=f"share-{source.pk}", award=award, recipient=make_force(), period="2017", amount=500, as_stated="£500"
    )
    share.sources.add(source)
    facts = [
        Deflator(
            financial_year=1990 + Deflator.objects.count(), index=76, base_year=2024, status="outturn", release="March"
        ),
        Population(force=force, as_at=date(2016, 6, 30), population=600_000),
        YearEndOfficers(force=force, as_at=date(2017, 3, 31), officers_fte=1000),
        Renaming(force=force, change="name", old_name="Old", detail="Read so."),
    ]
    for fact in facts:
        fact.save()
        fact.sources.add(source)
    for subject in [{"round": round_}, {"project": project}, {"award": award}]:
        Conflict.objects.create(
            **subject,
            field="amount",
            value_a="£1m",
            source_a=source,
            value_b="£2m",
            source_b=make_source(),
            dataset_uses="£1m",
            reason="Printed later.",
        )


def cells(response) -> list[list[str]]:
    """What the columns of a changelist say, row by row."""
    return [[strip_tags(cell) for cell in row][1:] for row in results(response.context["cl"])]


MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label_lower)
OWN_MODELS = [
    model for model in MODELS if model._meta.app_label in {"forces", "projects", "funding"} and model is not Release
]
"""Those of which rows are entered; releases are made of them."""


def address_of(model) -> str:
    return f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
