"""The addresses of views: what is sent on, what is refused, and what a reader's address becomes in place."""

import pytest

from tests.checks.public_site import body_of, words_of
from tests.data.tiny_fund import make_tiny_fund

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("file", ["figure=map&format=svg", "figure=years&format=csv", "figure=none"])
@pytest.mark.parametrize(
    "path", ["/projects/?theme=nope", "/partnerships/?theme=nope", "/compare/?force=nope&force=no"]
)
def test_figure_of_a_query_that_could_not_be_read_is_refused(client, path, file):
    response = client.get(f"{path}&{file}")
    assert (response.status_code, response["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert "nope" in body_of(response)


def test_page_in_place_is_the_page(client):
    """So that whoever keeps it, a browser or a proxy, keeps one for both."""
    make_tiny_fund()
    address = "/projects/?round=first&theme=digital&fy=2016-17"
    response = client.get("/projects/?q=&theme=digital&round=first&fy=16/17", headers={"hx-request": "true"})
    assert (response.status_code, response["Location"]) == (302, address)
    in_place = client.get(address, headers={"hx-request": "true"})
    assert in_place.content == client.get(address).content
    assert "HX-Request" not in in_place["Vary"]
    assert "?round=first&amp;theme=digital&amp;fy=2016-17&amp;figure=years&amp;format=svg" in body_of(in_place)


def test_other_spelling_is_sent_on_with_its_figure(client):
    make_tiny_fund()
    response = client.get("/projects/?fy=16/17&figure=years&format=svg")
    assert (response.status_code, response["Location"]) == (302, "/projects/?fy=2016-17&figure=years&format=svg")
    assert client.get(f"/projects/?fy=16/17&figure={'x' * 3000}")["Location"] == "/projects/?fy=2016-17"


def test_amount_that_rounds_to_more_than_can_be_held_is_refused_at_once(client):
    response = client.get("/projects/?amount_min=999999999999.999")
    assert response.status_code == 400
    assert "“999999999999.999” is not an amount in pounds" in body_of(response)


@pytest.mark.parametrize("parameter", ["theme", "fy", "with", "not_round"])
def test_control_characters_of_a_value_are_not_repeated(client, parameter):
    body = body_of(client.get(f"/projects/?{parameter}=a%00%01b"))
    assert "a��b" in body
    assert "\x00" not in body


# What is not known


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/",
            "/projects/",
            "/projects/alpha/",
            "/rounds/",
            "/rounds/first/",
            "/regions/",
            "/regions/north/",
            "/forces/",
        ),
        *("/forces/ash/", "/themes/", "/themes/digital/", "/partnerships/", "/compare/", "/data/", "/about/"),
    ],
)
def test_page_says_which_parameter_it_does_not_know_and_shows_all_else(client, path):
    make_tiny_fund()
    response = client.get(f"{path}?themes=digital&gclid=1")
    body = body_of(response)
    assert response.status_code == 200
    assert words_of(response).count("There is no parameter “themes” here.") == 1
    assert "All else is shown as asked." in body
    assert f'rel="canonical" href="http://testserver{path}"' in body
    assert "themes=" not in body
    assert "There is no parameter" not in body_of(client.get(f"{path}?utm_source=x"))


@pytest.mark.parametrize("path", ["/", "/projects/", "/projects/alpha/", "/forces/", "/forces/ash/", "/partnerships/"])
def test_figure_of_a_page_with_a_parameter_that_is_not_known_is_refused(client, path):
    make_tiny_fund()
    response = client.get(f"{path}?force[]=ash&figure=years&format=csv")
    assert (response.status_code, response["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert body_of(response).startswith("There is no parameter “force[]” here.")


def test_parameter_that_is_not_known_is_still_said_at_the_canonical_address(client):
    make_tiny_fund()
    response = client.get("/projects/?fy=16/17&themes=digital&figure=years&format=svg&utm_source=x")
    assert response.status_code == 400
    response = client.get("/projects/?fy=16/17&themes=digital&utm_source=x")
    assert response["Location"] == "/projects/?fy=2016-17&themes=digital"
    said = words_of(client.get(response["Location"]))
    assert "There is no parameter “themes” here. Did you mean “theme”? All else is shown as asked." in said
    assert "with money in 2016-17" in said
