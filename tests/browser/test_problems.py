"""The watch over pages notices what it should."""

import pytest


def test_page_without_a_problem_passes(page):
    page.goto("/")
    assert page.title() != ""


def test_page_without_javascript_runs_no_script(page_without_javascript):
    page_without_javascript.goto("/")
    page_without_javascript.set_content("<p id=p>before</p><script>p.textContent = 'after'</script>")
    assert page_without_javascript.inner_text("#p") == "before"


@pytest.mark.parametrize(
    ("script", "problem"),
    [
        ("console.info('chatter')", "console info: chatter"),
        ("setTimeout(() => { throw new Error('thrown') })", "error: "),
        ("document.body.setAttribute('style', 'color: red')", "Content Security Policy"),
        (
            "document.body.append(Object.assign(new Image(), {src: 'http://127.0.0.2:9/x.png'}))",
            "Content Security Policy",
        ),
        ("fetch('/no-such-page/')", "status 404"),
    ],
)
def test_problem_in_a_page_is_noticed(page, page_problems, script, problem):
    page.goto("/")
    page.evaluate(f"() => {{ {script} }}")
    for _ in range(100):
        page.wait_for_timeout(100)
        if any(problem in found for found in page_problems.found):
            break
    else:
        pytest.fail(f"not noticed: {page_problems.found}")
    with pytest.raises(AssertionError, match="problems in the page"):
        page_problems.check()
    page_problems.found.clear()


def test_expected_problem_that_does_not_come_fails(page_problems):
    page_problems.expect("status 404")
    with pytest.raises(AssertionError, match="did not happen"):
        page_problems.check()


def test_expected_problem_passes(page_problems):
    page_problems.expect("status 404")
    page_problems.found.append("status 404: /no-such-page/")
    page_problems.check()
