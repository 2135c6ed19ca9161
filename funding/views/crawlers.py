"""What machines that follow links are told: to stay out of the filters, whose combinations have no end."""

import re

LINK = re.compile(r'<a\b[^>]*?\shref="(?P<address>[/?][^"]*)"[^>]*>')
PAGE_OF_A_LIST = re.compile(r"[^?]*\?page=[0-9]+(#.*)?")


def follows_no_filter(html: str) -> str:
    """The page, with each link to an address of ours that has a query marked `nofollow`, but for further pages of its list."""
    return LINK.sub(_marked, html)


def _marked(link: re.Match[str]) -> str:
    tag, address = link[0], link["address"]
    if "?" not in address or PAGE_OF_A_LIST.fullmatch(address):
        return tag
    if ' rel="' in tag:
        return tag.replace(' rel="', ' rel="nofollow ', 1)
    return f'{tag[:-1]} rel="nofollow">'
