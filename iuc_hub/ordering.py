"""Swedish alphabetical order and case-folded lookup by a stored key, the same in every database."""

import unicodedata

from sqlalchemy import String
from sqlalchemy.types import TypeEngine

_AFTER_Z = {"å": "{", "æ": "|", "ä": "|", "ø": "}", "ö": "}", "ß": "ss", "þ": "th", "ð": "d", "ł": "l"}

KeyText: TypeEngine[str] = String().with_variant(String(collation="C"), "postgresql")
"""Column type for stored keys: compared byte by byte in both databases."""


def swedish_key(text: str) -> str:
    """A key whose plain byte order is Swedish alphabetical order, ignoring case.

    >>> sorted(["Örebro", "Zinkgruvan", "Ängelholm", "Åmål"], key=swedish_key)
    ['Zinkgruvan', 'Åmål', 'Ängelholm', 'Örebro']
    """
    folded = unicodedata.normalize("NFC", " ".join(text.split())).casefold()
    return "".join(_AFTER_Z.get(char) or _without_accent(char) for char in folded)


def _without_accent(char: str) -> str:
    decomposed = unicodedata.normalize("NFD", char)
    return decomposed[0] if decomposed else char
