"""What Django's compression does not read of a request."""

import re
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

REFUSED = re.compile(r"\bgzip\s*;\s*q\s*=\s*0(\.0*)?\s*(,|$)", re.IGNORECASE)


def heeds_refusals(answer: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: an encoding that a client gives the weight 0 is one that it refuses, and not one that it names."""

    def heed(request: HttpRequest) -> HttpResponseBase:
        accepted = request.META.get("HTTP_ACCEPT_ENCODING", "")
        if REFUSED.search(accepted):
            request.META["HTTP_ACCEPT_ENCODING"] = REFUSED.sub("", accepted)
        return answer(request)

    return heed
