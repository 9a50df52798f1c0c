"""Which language a page speaks: the session's, which begins with the user's own; else the browser's, else Swedish."""

from flask import request, session
from flask_babel import Babel

LANGUAGES = ("sv", "en")
babel = Babel()


def page_language() -> str:
    """``sv`` or ``en`` for the current request."""
    chosen = session.get("language")
    if chosen in LANGUAGES:
        return str(chosen)
    return request.accept_languages.best_match(LANGUAGES) or "sv"
