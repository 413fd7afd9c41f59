"""Words and regular expressions made fast. What others use of it is named here; only this room knows RE2.

`compiled` and `compile_once` compile a pattern, as it is or in a form, once for all processes; `alternation` writes a
list of words as a pattern; `split_opening` finds what patterns share. Then, by what is searched: `Tries` many patterns
at every place of a text, `Gated` some patterns in a sentence, `Scan` one rare pattern in a text, `Lists` lists of words
in the `Pieces` of a text.
"""

from .alternation import alternation
from .cache import keep_new
from .compile import APART, COMPLETE, FLAGS, NEVER, WORD, compile_once, compiled
from .gated import Gated
from .opening import GROUP, split_opening
from .scan import Scan
from .tries import Tries, Written
from .wordlists import Lists, Matches, Pieces

__all__ = [
    "APART",
    "COMPLETE",
    "FLAGS",
    "GROUP",
    "NEVER",
    "WORD",
    "Gated",
    "Lists",
    "Matches",
    "Pieces",
    "Scan",
    "Tries",
    "Written",
    "alternation",
    "compile_once",
    "compiled",
    "keep_new",
    "split_opening",
]
