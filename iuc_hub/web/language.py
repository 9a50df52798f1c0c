"""Which language a page speaks: the user's choice, else the browser's, else Swedish."""

from flask import request, session
from flask_babel import Babel
from flask_login import current_user

LANGUAGES = ("sv", "en")
babel = Babel()


def page_language() -> str:
    """``sv`` or ``en`` for the current request."""
    chosen = session.get("language")
    if chosen in LANGUAGES:
        return str(chosen)
    if current_user and current_user.is_authenticated:
        return str(current_user.user.language)
    return request.accept_languages.best_match(LANGUAGES) or "sv"
