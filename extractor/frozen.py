"""An immutable, hashable mapping, for frozen values that would else hold a dict."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn


class Frozen(dict[str, Any]):
    """A dict that cannot be changed, and so has a hash.

    >>> hash(Frozen(region="33")) == hash(Frozen({"region": "33"}))
    True
    """

    __slots__ = ()

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[type[Frozen], tuple[dict[str, Any]]]:
        return Frozen, (dict(self),)

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("facts and articles are frozen: make another with dataclasses.replace")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse


def frozen(value: Mapping[str, Any]) -> Frozen:
    """Return the mapping as one that cannot be changed."""
    return value if isinstance(value, Frozen) else Frozen(value)
