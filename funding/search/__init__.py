"""Search that forgives: which published projects a reader means by some words, how the words were read, and where they are."""

from .finding import Found, places, search
from .marks import marked

__all__ = ["Found", "marked", "places", "search"]
