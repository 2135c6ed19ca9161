"""Template tags for what every page has around its content."""

from django import template
from django.template.loader_tags import BLOCK_CONTEXT_KEY, BlockNode
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def again(context: template.Context, name: str) -> SafeString:
    """What the page puts into a block, printed a second time: `{% again "title" %}`. Django prints each block once."""
    block: BlockNode = context.render_context[BLOCK_CONTEXT_KEY].get_block(name)
    return block.render(context)
