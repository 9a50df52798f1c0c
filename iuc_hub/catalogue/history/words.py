"""What became other between two revisions of a support, field by field in plain words."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from iuc_hub import taxonomy
from iuc_hub.catalogue.rule_words import rule_text
from iuc_hub.errors import N_
from iuc_hub.exchange.support_columns import Column, columns
from iuc_hub.web.format import NOTHING, Reader, day, kronor, number, percent

FIELD_NAMES: Mapping[str, str] = {
    "kind": N_("Slag"), "title": N_("Namn"), "provider": N_("Drivs av"), "url": N_("Länk"), "language": N_("Språk"),
    "description": N_("Beskrivning"), "themes": N_("Teman"), "funding.type": N_("Slag av hjälp"),
    "funding.min_sek": N_("Lägsta belopp"), "funding.max_sek": N_("Högsta belopp"),
    "funding.share_percent": N_("Andel av kostnaden"), "funding.state_aid": N_("Statsstöd"),
    "eligibility.employees_min": N_("Minst antal anställda"), "eligibility.employees_max": N_("Högst antal anställda"),
    "eligibility.turnover_min_sek": N_("Lägsta omsättning"), "eligibility.turnover_max_sek": N_("Högsta omsättning"),
    "eligibility.sni": N_("Branscher"), "eligibility.counties": N_("Län"),
    "eligibility.legal_forms": N_("Företagsformer"),
    "eligibility.consortium_required": N_("Flera måste söka tillsammans"),
    "eligibility.applicant": N_("Vem som får söka"), "opens": N_("Öppnar"), "closes": N_("Sista dag"),
    "rolling": N_("Öppet löpande"), "municipalities": N_("Kommuner"), "cutoffs": N_("Delstopp"),
    "members_only": N_("Bara för medlemmar"), "verified_on": N_("Kontrollerat"), "source": N_("Uppgifter från"),
    "project.owner": N_("Projektets ägare"), "project.granted_sek": N_("Beviljat belopp"),
    "project.starts": N_("Projektet börjar"), "project.ends": N_("Projektet slutar"),
    "project.aims": N_("Projektets mål"),
    "criteria": N_("Egna villkor"),
}  # fmt: skip
"""What people call each field of a support."""
LISTS = {
    "kinds": taxonomy.kinds, "themes": taxonomy.themes, "funding_types": taxonomy.funding_types,
    "state_aid": taxonomy.state_aid, "applicants": taxonomy.applicants, "counties": taxonomy.counties,
    "municipalities": taxonomy.municipalities, "legal_forms": taxonomy.legal_forms,
    "industries": taxonomy.industries,
}  # fmt: skip
UNNAMED = {"eligibility.sni": "industries", "eligibility.legal_forms": "legal_forms"}
"""Fields whose codes a table holds as codes, though a list has their names."""
LANGUAGE_NAMES = {"sv": N_("Svenska"), "en": N_("Engelska")}
LONG = 120
AROUND = 40
"""So many signs on each side of what became other are shown of a long text."""


@dataclass(frozen=True)
class FieldChange:
    """One field that became other, in words."""

    name: str
    before: str
    after: str
    field: str = ""


def changes(older: Mapping[str, object], newer: Mapping[str, object], reader: Reader) -> list[FieldChange]:
    """Every field in which the records differ, in the format's order."""
    found = []
    for field, column in columns().items():
        before, after = _inside(older, field), _inside(newer, field)
        if field == "id" or before == after or _said(column, before, reader) == _said(column, after, reader):
            continue
        texts = _said(column, before, reader), _said(column, after, reader)
        found.append(FieldChange(reader.say(FIELD_NAMES[field]), *_differing(*texts), field))
    return found


def _inside(record: Mapping[str, object], field: str) -> object:
    value: object = record
    for name in field.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _said(column: Column, value: object, reader: Reader) -> str:
    """A value as people say it; a dash for none."""
    if value in (None, "", []):
        return NOTHING
    if column.holds == "json" and isinstance(value, list):
        return "\n".join(_rule(each, reader) for each in value)
    if isinstance(value, list):
        return ", ".join(_one(column, str(each), reader) for each in value)
    if isinstance(value, bool):
        return reader.say(N_("ja")) if value else reader.say(N_("nej"))
    if isinstance(value, int | float):
        return _number(column.field, value, reader)
    return _one(column, str(value), reader)


def _one(column: Column, text: str, reader: Reader) -> str:
    if column.holds in ("day", "days"):
        return day(date.fromisoformat(text[:10]), reader)
    if column.names == "languages":
        return reader.say(LANGUAGE_NAMES[text]) if text in LANGUAGE_NAMES else text
    names = UNNAMED.get(column.field, column.names)
    return taxonomy.name_of(LISTS[names](), text, reader.locale.language) if names in LISTS else text


def _number(field: str, value: float, reader: Reader) -> str:
    if field.endswith("_sek"):
        return kronor(value, reader)
    return percent(value / 100, reader) if field.endswith("_percent") else number(value, reader)


def _rule(rule: object, reader: Reader) -> str:
    return rule_text(rule, reader) if isinstance(rule, Mapping) else json.dumps(rule)


def _differing(before: str, after: str) -> tuple[str, str]:
    """Both texts; of long ones what differs, with the words around it."""
    if len(before) <= LONG and len(after) <= LONG:
        return before, after
    ours, theirs = before.split(" "), after.split(" ")
    head = _common(ours, theirs)
    tail = _common(ours[head:][::-1], theirs[head:][::-1])
    return _cut(ours, head, tail), _cut(theirs, head, tail)


def _common(ours: Sequence[str], theirs: Sequence[str]) -> int:
    same = 0
    for one, other in zip(ours, theirs, strict=False):
        if one != other:
            break
        same += 1
    return same


def _cut(words: Sequence[str], head: int, tail: int) -> str:
    """The words that differ with a few before and after them, and dots where more is left out."""
    first, last = max(0, head - AROUND // 6), min(len(words), len(words) - tail + AROUND // 6)
    text = " ".join(words[first:last])
    return f"{'… ' if first else ''}{text}{' …' if last < len(words) else ''}" or NOTHING
