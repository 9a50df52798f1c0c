"""What somebody has typed of a support, checked part by part so that every error is told at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from iuc_hub.catalogue.records import Record, is_storable, known_support
from iuc_hub.catalogue.writing.unchanged import kept
from iuc_hub.errors import N_, FileError, InputError, gathered
from matching.types import Support as KnownSupport

LONGEST_TITLE, LONGEST_TEXT = 200, 20_000
MOST_DAYS = 250
NEEDED: Record = {"id": "x", "kind": "offer", "title": "x"}
"""What a part is read together with, so that only the part can be wrong."""
PARTS: Sequence[Sequence[str]] = (
    ("kind",), ("title", "provider", "source"), ("language", "description"), ("themes",), ("municipalities",),
    ("funding",), ("eligibility",), ("opens", "closes"), ("cutoffs",),
)  # fmt: skip


@dataclass(frozen=True)
class Draft:
    """A support as it should be: its record without id, the days of work, and why it is changed."""

    record: Record
    effort_days: int | None = None
    why: str = ""


def checked(draft: Draft, support_id: str, before: Record | None = None) -> KnownSupport:
    """The support that the draft says, with what no form tells as it was before.

    Raises:
        InputErrors: everything that is wrong, by the field of the record: ``funding.max_sek``, ``criteria[2].value``.
    """
    record = draft.record
    with gathered() as problems:
        for names in PARTS:
            with problems.noted():
                _read({name: record[name] for name in names if name in record})
        for number, rule in enumerate(_rules(record), 1):
            with problems.noted():
                _read({"criteria": [rule]}, number)
        for check in (_check_texts, _check_link, _check_days):
            with problems.noted():
                check(draft)
    before = before or {}
    untold = {name: before[name] for name in ("project",) if name in before}
    return known_support({**kept(record, before), **untold, "id": support_id}, support_id)


def _rules(record: Record) -> list[object]:
    rules = record.get("criteria")
    return rules if isinstance(rules, list) else []


def _read(part: Record, number: int = 1) -> None:
    try:
        known_support(NEEDED | part, "")
    except FileError as error:
        field = (error.field or "").replace("criteria[1]", f"criteria[{number}]", 1)
        raise InputError(error.message, field=field, **error.values) from None


def _check_texts(draft: Draft) -> None:
    for name, most in (("title", LONGEST_TITLE), ("provider", LONGEST_TITLE), ("description", LONGEST_TEXT)):
        if len(str(draft.record.get(name, ""))) > most:
            raise InputError(N_("Texten är för lång. Högst %(count)d tecken."), field=name, count=most)
    if not is_storable(draft.record) or "\0" in draft.why:
        raise InputError(N_("Stödet innehåller tecken som inte kan lagras, som nolltecken. Ta bort dem."))


def _check_link(draft: Draft) -> None:
    url = str(draft.record.get("url", ""))
    if url and not url.startswith(("https://", "http://")):
        raise InputError(N_("En länk börjar med https://. Kopiera den från webbläsaren."), field="url")


def _check_days(draft: Draft) -> None:
    if draft.effort_days is not None and not 0 <= draft.effort_days <= MOST_DAYS:
        raise InputError(
            N_("Skriv antalet arbetsdagar, högst %(most)d."), field="effort_days", most=MOST_DAYS
        )
