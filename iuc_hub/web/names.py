"""Codes written as the words people use, as Jinja filters; an unknown code stays as it is."""

from collections.abc import Callable

from flask_babel import get_locale

from iuc_hub import taxonomy


def _named(codes: Callable[[], taxonomy.CodeList]) -> Callable[[str], str]:
    def name(code: str) -> str:
        return taxonomy.name_of(codes(), code, str(get_locale() or "sv"))

    return name


def place(code: str) -> str:
    """The short name of a municipality or county: "Hällefors"."""
    entry = taxonomy.places().get(code)
    return entry.short if entry else code


def industry(codes: str | list[str]) -> str:
    """The names of one or several SNI codes."""
    several = codes if isinstance(codes, list) else [str(codes)]
    return ", ".join(_named(taxonomy.industries)(code) for code in several)


def organisation_number(digits: str, *, personal: bool = False) -> str:
    """With the hyphen people write: "556012-5790"; a person's without its last four: "811218-****"."""
    return f"{digits[:6]}-{'****' if personal else digits[6:]}"


def capitalize_first(text: str) -> str:
    """The first letter large, the rest as it was: names keep theirs."""
    return text[:1].upper() + text[1:]


NAME_FILTERS: dict[str, Callable[..., str]] = {
    "place": place,
    "place_name": _named(taxonomy.places),
    "industry": industry,
    "theme": _named(taxonomy.themes),
    "kind_name": _named(taxonomy.kinds),
    "legal_form": _named(taxonomy.legal_forms),
    "capitalize_first": capitalize_first,
    "organisation_number": organisation_number,
}
