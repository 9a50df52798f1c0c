"""qrels, blocked, unmet and decisions: what people judged, from their lines to plain values."""

from __future__ import annotations

from iuc_hub.errors import N_, FileError
from iuc_hub.exchange.rows import Fields, all_or_error, built, lines, table
from matching.learned.policy import default_policy
from matching.types import Decision

GRADES = ("1", "2", "3")


def parse_qrels(text: str, where: str) -> dict[str, dict[str, int]]:
    """Grades 1-3 by need and support, of a tab-separated text."""
    found: dict[str, dict[str, int]] = {}
    for row, (need, support, grade, *_) in table(text, where, 3):
        if grade not in GRADES:
            message = N_("Betyget ”%(value)s” finns inte. Skriv 1, 2 eller 3.")
            raise FileError(message, where=where, row=row, field="grade", value=grade)
        found.setdefault(need, {})[support] = int(grade)
    return found


def parse_blocked(text: str, where: str) -> dict[str, dict[str, str]]:
    """Reasons by need and support, of a tab-separated text."""
    found: dict[str, dict[str, str]] = {}
    for _, (need, support, reason, *_) in table(text, where, 3):
        found.setdefault(need, {})[support] = reason
    return found


def parse_unmet(text: str) -> frozenset[str]:
    """The needs, one a line, that have nothing good."""
    return frozenset(line.strip() for _, line in lines(text) if not line.startswith("#"))


def parse_decisions(text: str, where: str) -> tuple[Decision, ...]:
    """Every decision of the text; raises FileError naming the first row and field that can't be read."""
    return all_or_error(built(text, where, read_decision))


def read_decision(fields: Fields) -> Decision:
    return Decision(
        need_id=fields.text("need"),
        support_id=fields.text("support"),
        decision=fields.one_of("decision", default_policy().kinds),
        reason=fields.text("reason", ""),
        at=fields.day("at"),
        advisor=fields.text("advisor", ""),
        hub=fields.text("hub", ""),
    )
