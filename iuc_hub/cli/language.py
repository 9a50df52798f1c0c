"""Which language the terminal speaks, and the sentences for what any command may run into."""

import gettext
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

from iuc_hub.errors import N_

TRANSLATIONS = Path(__file__).parent.parent / "web" / "translations"


def language() -> str:
    """``sv`` where the environment asks for Swedish, else ``en``; LC_ALL wins over LC_MESSAGES over LANG."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    chosen = next((os.environ[name] for name in names if os.environ.get(name)), "")
    return "sv" if chosen.lower().startswith("sv") else "en"


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    """The msgids are Swedish, so Swedish needs no catalogue; a missing one leaves them as they are."""
    return gettext.translation("messages", TRANSLATIONS, languages=[code], fallback=True)


def translator() -> Callable[[str], str]:
    """Says a Swedish msgid in the terminal's language."""
    return str if language() == "sv" else _catalogue(language()).gettext


def say(message: str, **values: object) -> str:
    """A msgid in the terminal's language with its values filled in."""
    text = translator()(message)
    return text % values if values else text


def database_trouble(error: Exception) -> str | None:
    """The sentence for a database that does not answer or lacks its tables; None for another error."""
    alchemy = sys.modules.get("sqlalchemy.exc")
    if alchemy is None or not isinstance(error, (alchemy.OperationalError, alchemy.ProgrammingError)):
        return None
    message = N_(
        "Databasen svarar inte, eller så saknar den tabeller: %(detail)s. "
        "Kontrollera IUC_DATABASE_URL och kör ”iuc-hub db upgrade”."
    )
    return say(message, detail=str(error.orig).strip().splitlines()[0])


def settings_trouble(error: Exception) -> str | None:
    """The sentence for settings that can't be used together; None for another error."""
    pydantic = sys.modules.get("pydantic")
    if pydantic is None or not isinstance(error, pydantic.ValidationError) or error.title != "Settings":
        return None
    problems = "; ".join(
        f"{'.'.join(str(part) for part in each['loc'])} {each['msg']}".strip() for each in error.errors()
    )
    return say(N_("Inställningarna går inte att använda: %(problems)s."), problems=problems)
