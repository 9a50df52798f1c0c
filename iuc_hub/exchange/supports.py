"""supports.jsonl: the catalogue between its lines and the engine's supports."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from iuc_hub import taxonomy
from iuc_hub.errors import N_, FileError
from iuc_hub.exchange.rows import Fields, all_or_error, built
from iuc_hub.exchange.rules import read_rules, rule_record
from matching.types import Applicant, Eligibility, Funding, Project, Support

LIMITS = (
    "employees_min",
    "employees_max",
    "turnover_min_sek",
    "turnover_max_sek",
    "sni",
    "counties",
    "legal_forms",
    "consortium_required",
    "applicant",
)
LANGUAGES = (
    "sv", "en", "bg", "cs", "da", "de", "el", "es", "et", "fi", "fr", "ga", "hr", "hu", "is", "it", "lt", "lv",
    "mt", "nb", "nl", "nn", "no", "pl", "pt", "ro", "sk", "sl", "uk",
)  # fmt: skip
"""Languages of the EU, its Nordic neighbours and Ukraine (ISO 639-1)."""


def parse_supports(text: str, where: str) -> tuple[Support, ...]:
    """Every support of the text; raises FileError naming the first row and field that can't be read."""
    return all_or_error(supports_and_errors(text, where))


def supports_and_errors(text: str, where: str) -> tuple[tuple[Support, ...], tuple[FileError, ...]]:
    """The supports that can be read and the refusals of those that can't."""
    return built(text, where, read_support, lambda support: support.id)


def read_support(fields: Fields) -> Support:
    """One row's support; a limit that the format does not know is refused, or it would limit nothing."""
    support = Support(
        id=fields.identity(),
        kind=fields.one_of("kind", taxonomy.kinds()),
        title=fields.text("title"),
        provider=fields.text("provider", ""),
        url=fields.text("url", ""),
        language=fields.one_of("language", LANGUAGES, "sv"),
        description=fields.text("description", ""),
        themes=fields.codes("themes", taxonomy.themes()),
        funding=_funding(fields.inner("funding")),
        eligibility=_eligibility(fields.inner("eligibility")),
        opens=fields.day("opens"),
        closes=fields.day("closes"),
        rolling=fields.flag("rolling"),
        municipalities=fields.codes("municipalities", taxonomy.municipalities()),
        cutoffs=tuple(sorted(fields.days("cutoffs"))),
        members_only=fields.flag("members_only"),
        verified_on=fields.day("verified_on"),
        source=fields.text("source", ""),
        project=_project(fields.inner("project")),
        criteria=read_rules(fields, "criteria"),
    )
    if support.opens and support.closes and support.closes < support.opens:
        fields.refuse("closes", N_("Stänger innan det öppnar. Rätta datumen."))
    return support


def dump_supports(supports: Iterable[Support]) -> str:
    """The supports as the text of a supports.jsonl."""
    return "".join(json.dumps(support_record(each), ensure_ascii=False) + "\n" for each in supports)


def support_record(support: Support) -> dict[str, Any]:
    """A support as plain JSON in the format's order; optional fields only where they say something."""
    record: dict[str, Any] = {
        name: getattr(support, name)
        for name in ("id", "kind", "title", "provider", "url", "language", "description")
    }
    funding, limits = support.funding, support.eligibility
    record["themes"] = list(support.themes)
    record["funding"] = {name: getattr(funding, name) for name in Funding.__dataclass_fields__}
    record["eligibility"] = {name: _plain(getattr(limits, name)) for name in LIMITS}
    record |= {"opens": _plain(support.opens), "closes": _plain(support.closes), "rolling": support.rolling}
    for name in ("municipalities", "cutoffs", "members_only", "verified_on", "source"):
        if getattr(support, name):
            record[name] = _plain(getattr(support, name))
    if support.project:
        project = support.project
        record["project"] = {name: _plain(getattr(project, name)) for name in Project.__dataclass_fields__}
    if support.criteria:
        record["criteria"] = [rule_record(each) for each in support.criteria]
    return record


def _funding(fields: Fields | None) -> Funding:
    if fields is None:
        return Funding()
    funding = Funding(
        type=fields.one_of("type", taxonomy.funding_types(), "none"),
        min_sek=fields.number("min_sek", low=0),
        max_sek=fields.number("max_sek", low=0),
        share_percent=fields.number("share_percent", low=0, high=100),
        state_aid=fields.one_of("state_aid", taxonomy.state_aid(), "unknown"),
    )
    _in_order(fields, "max_sek", funding.min_sek, funding.max_sek)
    return funding


def _eligibility(fields: Fields | None) -> Eligibility:
    if fields is None:
        return Eligibility()
    for name in fields.data:
        if name not in LIMITS:
            message = N_("Villkoret finns inte i formatet. Välj bland %(known)s.")
            fields.refuse(name, message, known=", ".join(LIMITS))
    limits = Eligibility(
        employees_min=fields.number("employees_min", low=0),
        employees_max=fields.number("employees_max", low=0),
        turnover_min_sek=fields.number("turnover_min_sek"),
        turnover_max_sek=fields.number("turnover_max_sek"),
        sni=fields.industries("sni"),
        counties=fields.codes("counties", taxonomy.counties()),
        legal_forms=fields.codes("legal_forms"),
        consortium_required=fields.flag("consortium_required"),
        applicant=Applicant(fields.one_of("applicant", tuple(Applicant), "any")),
    )
    _in_order(fields, "employees_max", limits.employees_min, limits.employees_max)
    _in_order(fields, "turnover_max_sek", limits.turnover_min_sek, limits.turnover_max_sek)
    return limits


def _in_order(fields: Fields, name: str, low: float | None, high: float | None) -> None:
    if low is not None and high is not None and high < low:
        fields.refuse(name, N_("Det högsta värdet är lägre än det lägsta. Rätta dem."))


def _project(fields: Fields | None) -> Project | None:
    """What is said of the project; None where nothing is."""
    if fields is None:
        return None
    project = Project(
        owner=fields.text("owner", ""),
        granted_sek=fields.number("granted_sek", low=0),
        starts=fields.day("starts"),
        ends=fields.day("ends"),
        aims=fields.codes("aims"),
    )
    return None if project == Project() else project


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value
