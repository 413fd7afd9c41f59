"""Addresses of web pages and e-mail, which Stanza keeps as one token whatever its network says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

SIGNS = ("@", "://", "www.", ".gov.", ".org.", ".edu.", ".net.", ".com.", ".co.")  # each address has one of them
ATOM = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
LABEL = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
BYTE = r"(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
PLAIN = r"\x01-\x08\x0b\x0c\x0e-\x1f\x21"  # with more behind it: what RFC 5322 lets stand unescaped
ESCAPED = r"\\[\x01-\x09\x0b\x0c\x0e-\x7f]"
QUOTED = rf'"(?:[{PLAIN}\x23-\x5b\x5d-\x7f]|{ESCAPED})*"'
LITERAL = rf"\[(?:{BYTE}\.){{3}}(?:{BYTE}|[a-z0-9-]*[a-z0-9]:(?:[{PLAIN}-\x7f]|{ESCAPED})+)\]"
EMAIL = rf"(?:{ATOM}(?:\.{ATOM})*|{QUOTED})@(?:(?:{LABEL}\.)+{LABEL}|{LITERAL})"
HOST = r"(?:[a-zA-Z0-9][a-zA-Z0-9-]+[a-zA-Z0-9]|[a-zA-Z0-9]+)"
REST = r'[^\s"]{2,}'
PAGE = rf"(?:https?://(?:www\.|(?!www)){HOST}|www\.{HOST})\.{REST}"
DOMAIN = rf"[a-zA-Z0-9]+\.(?:gov|org|edu|net|com|co)\.{REST}"
ADDRESS = re.compile(f"{EMAIL}|{PAGE}|{DOMAIN}")


def join_addresses(piece: str, labels: NDArray[Any]) -> None:
    """Change the labels of a text's characters so that each address in it is one token."""
    if not any(sign in piece for sign in SIGNS):
        return
    for match in ADDRESS.finditer(piece):
        labels[match.start() : match.end() - 1] = 0
        labels[match.end() - 1] = labels[match.end() - 1] or 1
