r"""The names by which patterns of `rules/check.toml` speak of facts: each stands for the sign that a fact is there.

The checks read a text in which one sign, that no text holds, stands in place of each fact. `{a_percent}` is that of a
percentage; `{numbers}` and `{amounts}` (numbers but percentages) name several signs and stand in brackets:
`[^{numbers}.\n]`.
"""

from __future__ import annotations

COUNT, MONEY, QUANTITY, PERCENT, DATE, REGION = "\x01\x02\x03\x04\x05\x06"
SIGN_OF = {
    "count": COUNT,
    "money": MONEY,
    "quantity": QUANTITY,
    "percent": PERCENT,
    "date": DATE,
    "region": REGION,
}
AMOUNTS, NUMBERS = f"{COUNT}-{QUANTITY}", f"{COUNT}-{PERCENT}"
ALL = f"{COUNT}-{REGION}"
NAMES = {f"a_{kind}": sign for kind, sign in SIGN_OF.items()} | {"amounts": AMOUNTS, "numbers": NUMBERS}
