"""Template tags for what every page has around its content."""

from typing import Any

from django import template
from django.template.loader_tags import BLOCK_CONTEXT_KEY, BlockNode
from django.urls import reverse
from django.utils.safestring import SafeString

from funding import addresses
from funding.addresses import of_now

register = template.Library()

register.filter("of_now", of_now)


@register.simple_tag(takes_context=True)
def address_of_page(context: template.Context) -> str:
    """Where the page is to be found, as it is spelled: of a copy in a release, that of the page now."""
    address = context.get("canonical") or (context["request"].path if "request" in context else "")
    edition = context.get("edition")
    return of_now(address) if edition and edition.is_copy else address


@register.filter
def in_release(address: str, number: int) -> str:
    """Where a release shows what the address shows."""
    return addresses.in_release(number, address)


@register.simple_tag(takes_context=True)
def again(context: template.Context, name: str) -> SafeString:
    """What the page puts into a block, printed a second time: `{% again "title" %}`. Django prints each block once."""
    block: BlockNode = context.render_context[BLOCK_CONTEXT_KEY].get_block(name)
    return block.render(context)


@register.inclusion_tag("_nav_link.html", takes_context=True)
def nav_link(context: template.Context, name: str, text: str) -> dict[str, Any]:
    """A link of the main navigation. It is current as "page" on its own page, and as "true" on those below it."""
    address = reverse(name)
    path = context["request"].path if "request" in context else ""
    current = "page" if path == address else "true" if path.startswith(address) else ""
    return {"address": address, "text": text, "current": current}
