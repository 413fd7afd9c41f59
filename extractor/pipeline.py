"""The order of the steps, the only place that knows it."""

from __future__ import annotations

from .choose import choose
from .find import Finder
from .model import Mention
from .rules import Rulebook


class Pipeline:
    """Reads articles: find -> choose -> link -> qualify -> resolve, on Stanza's sentences."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._finder = Finder(rulebook)

    def mentions(self, text: str, _published: str | None = None) -> list[Mention]:
        """Return what the rules read in the text, without overlaps, in order of start; needs no tokenizer."""
        return choose(self._finder.find(text))
