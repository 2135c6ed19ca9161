"""A round from an announcement to the public."""

from datetime import date

import pytest
from django.db import connection

from funding.models import Allocation, Award, Round
from tests.data.admin_forms import AWARDS, ROUNDS, add_row, allocation_row, open_form, text_of
from tests.data.builders import (
    make_force,
    make_project,
    make_region,
    make_source,
    make_theme,
)

pytestmark = pytest.mark.django_db


def test_round_is_entered_through_the_forms_and_public_only_once_published(admin_client, client):
    theme = make_theme(slug="digital", name="Digital investigation")
    region = make_region(slug="east-of-england", name="East of England")
    norfolk = make_force(slug="norfolk", name="Norfolk Constabulary", region=region)
    drones = make_project(slug="drone-patrols", title="Drone patrols", theme=theme, lead=norfolk)
    images = make_project(slug="image-library", title="Image library", theme=theme, lead=norfolk)
    source = make_source()

    sent = open_form(admin_client, f"{ROUNDS}add/")
    sent |= {"name": "Spring bids", "slug": "spring-bids", "kind": "bids", "financial_year": "2017/18"}
    sent |= {"announced_on": "2017-05-04", "sources": [source.pk]}
    sent |= {"announcement-0-amount": "9000000", "announcement-0-qualifier": "at least"}
    sent |= {"announcement-0-as_stated": "more than £9 million", "announcement-0-project_count": "2"}
    sent |= {"announcement-0-sources": [source.pk]}
    add_row(sent, "awards", project=drones.pk, slug="", as_stated="£1.2m in all")
    add_row(sent, "awards", project=images.pk, slug="sb-images", as_stated="£777,001")
    assert admin_client.post(f"{ROUNDS}add/", sent).status_code == 302
    round_ = Round.objects.get()
    assert (round_.financial_year, round_.announced_on, round_.in_next_release) == (2017, date(2017, 5, 4), False)
    assert list(round_.awards.values_list("slug", flat=True)) == ["spring-bids-drone-patrols", "sb-images"]

    rows = {
        "spring-bids-drone-patrols": [
            allocation_row(financial_year="2016-17", amount="700001"),
            allocation_row(financial_year="2017-2018", amount="300000", qualifier="about", rounded_to="100000"),
            allocation_row(financial_year="18-19", amount="200000", status="provisional"),
        ],
        "sb-images": [allocation_row(financial_year="", amount="777001")],
    }
    for slug, allocations in rows.items():
        address = f"{AWARDS}{Award.objects.get(slug=slug).pk}/change/"
        sent = open_form(admin_client, address)
        for row in allocations:
            add_row(sent, "allocations", **row, sources=[source.pk])
        assert admin_client.post(address, sent).status_code == 302
    connection.check_constraints()
    years = Allocation.objects.order_by("financial_year").values_list("financial_year", flat=True)
    assert list(years) == [2016, 2017, 2018, None]

    lists = ["/", "/projects/", "/rounds/", "/allocations.csv", "/projects.csv", "/rounds.csv", "/sitemap.xml"]
    lists += ["/forces/", "/themes/", "/regions/", "/forces/norfolk/", "/themes/digital/", "/regions/east-of-england/"]
    own_pages = ["/rounds/spring-bids/", "/projects/drone-patrols/", "/projects/image-library/"]
    traces = ["Spring bids", "spring-bids", "Drone patrols", "drone-patrols", "image-library"]
    traces += ["700001", "700,001", "777,001", "£1.98m"]
    for address in lists:
        page = body_of(client.get(address), status=200)
        assert [trace for trace in traces if trace in page] == [], address
    for address in own_pages:
        body_of(client.get(address), status=404)

    question = admin_client.post(ROUNDS, {"action": "include", "_selected_action": [round_.pk]}, follow=True)
    assert "2 awards to 2 projects, about £1.98m" in text_of(question)
    assert not Round.objects.published().exists()
    admin_client.post(question.redirect_chain[-1][0])
    assert Round.objects.published().exists()

    assert "£1.98m" in body_of(client.get("/"), status=200)
    for address in ["/", "/rounds/", "/rounds.csv", "/allocations.csv", "/rounds/spring-bids/", "/themes/digital/"]:
        assert "Spring bids" in body_of(client.get(address), status=200), address
    projects = ["/projects/", "/projects.csv", "/forces/norfolk/", "/regions/east-of-england/", "/rounds/spring-bids/"]
    for address in [*projects, "/projects/drone-patrols/"]:
        assert "Drone patrols" in body_of(client.get(address), status=200), address
    for address in ["/forces/", "/themes/", "/regions/"]:
        assert "£1.98m" in body_of(client.get(address), status=200), address
    sitemap = body_of(client.get("/sitemap.xml"), status=200)
    for address in own_pages:
        assert address in sitemap
        body_of(client.get(address), status=200)


def body_of(response, *, status: int) -> str:
    """The whole body, of a streamed answer too."""
    assert response.status_code == status, response.request["PATH_INFO"]
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode()
