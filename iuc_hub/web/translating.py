"""Says msgids in a language outside a request: in jobs and commands."""

import gettext
from collections.abc import Callable
from functools import cache
from pathlib import Path

TRANSLATIONS = Path(__file__).parent / "translations"


@cache
def translator(language: str) -> Callable[[str], str]:
    """The msgids are Swedish, so Swedish needs no catalogue; a missing one leaves them as they are."""
    if language == "sv":
        return str
    return gettext.translation("messages", TRANSLATIONS, languages=[language], fallback=True).gettext
