"""What goes wrong in a page while a test looks at it."""

from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext

TYPED_BEFORE_IT_LOADED = "Autofocus processing was blocked because a document already has a focused element"
"""What the browser notes where a test is quicker than the page to put the focus somewhere: no fault of the page."""


@dataclass
class PageProblems:
    """What went wrong in a page. Whatever is still here when the test ends, and is not expected, fails it."""

    found: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)
    kept: str = ""
    """Where the pictures and traces of the pages are."""

    def expect(self, text: str) -> None:
        """Allow problems that contain this text; that there is one is required."""
        self.expected.append(text)

    @property
    def unexpected(self) -> list[str]:
        return [problem for problem in self.found if not any(text in problem for text in self.expected)]

    def check(self) -> None:
        """Raise `AssertionError` for a problem that was not expected, and for an expected one that did not come."""
        assert self.unexpected == [], "\n".join(["problems in the page:", *self.unexpected, self.kept])
        missing = [text for text in self.expected if not any(text in problem for problem in self.found)]
        assert missing == [], f"expected in the page, but it did not happen: {missing}"

    def watch(self, context: BrowserContext, own_address: str) -> None:
        """Note console messages (violations of the CSP are among them), errors, bad answers and foreign requests."""
        context.on(
            "console",
            lambda message: (
                message.text.startswith(TYPED_BEFORE_IT_LOADED)
                or self.found.append(f"console {message.type}: {message.text}")
            ),
        )
        context.on("weberror", lambda error: self.found.append(f"error: {error.error}"))
        context.on(
            "request",
            lambda request: (
                request.url.startswith((own_address, "data:", "blob:"))
                or self.found.append(f"foreign request: {request.url}")
            ),
        )
        context.on(
            "requestfailed",
            # A download, and a page left while it still loads, end a request without an error.
            lambda request: (
                request.failure == "net::ERR_ABORTED"
                or self.found.append(f"failed request: {request.url} {request.failure}")
            ),
        )
        context.on(
            "response",
            lambda response: response.status < 400 or self.found.append(f"status {response.status}: {response.url}"),
        )
