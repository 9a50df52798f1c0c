"""What the fonts for paper can draw; everything else in a text becomes a visible box."""

import re
import unicodedata
from functools import cache

from iuc_hub.web.assets import PAPER_FONTS

BOX = "□"
KEPT = frozenset("\n\u00ad\u2060")
"""A new line, and what says where a line may and may not break."""
SILENT = frozenset({"Cc", "Cf", "Cs"})
"""Control and format signs, which turn text round or cannot be printed at all, are left out."""
UNKNOWN = frozenset({"Cn", "Co"})
VARIATION = range(0xFE00, 0xFE10)
LONG = 28
"""So many signs without a space may be wider than their column; from there a line may break every few signs."""
STEP = 8
MAY_BREAK = "\u200b"


def printable(text: str) -> str:
    """The text with nothing in it that the fonts can't draw, and no word too long for its line."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\t", " "))
    drawn = "".join(_drawn_as(sign) for sign in composed)
    return re.sub(rf"\S{{{LONG},}}", lambda word: _breakable(word.group()), drawn)


def _drawn_as(sign: str) -> str:
    if sign in KEPT:
        return sign
    kind = unicodedata.category(sign)
    if kind in SILENT or ord(sign) in VARIATION:
        return ""
    return sign if ord(sign) in _alphabet() and kind not in UNKNOWN else BOX


def _breakable(word: str) -> str:
    return MAY_BREAK.join(word[at : at + STEP] for at in range(0, len(word), STEP))


@cache
def _alphabet() -> frozenset[int]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - heavy: loaded when the first paper is made

    found: set[int] = set()
    for path in sorted(PAPER_FONTS.glob("*.ttf")):
        with TTFont(path, lazy=True) as font:
            found |= set(font.getBestCmap())
    return frozenset(found)
