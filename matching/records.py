"""The engine's values as plain JSON and back, so that a stored match can be replayed from what it was made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from matching.types import (
    Answer,
    Company,
    Contribution,
    CriterionResult,
    FactValue,
    Match,
    Need,
    NeedMatches,
    Reason,
    Verdict,
)

Record = dict[str, Any]


def company_record(company: Company) -> Record:
    return {"id": company.id, "name": company.name, "facts": _values(company.facts)}


def company_from_record(record: Mapping[str, Any]) -> Company:
    return Company(record["id"], record["name"], _read_values(record["facts"]))


def need_record(need: Need) -> Record:
    return {
        "id": need.id,
        "theme": need.theme,
        "text": need.text,
        "company": company_record(need.company),
        "priority": need.priority,
        "as_of": _plain(need.as_of),
        "helps": list(need.helps),
        "planned_sek": need.planned_sek,
    }


def need_from_record(record: Mapping[str, Any]) -> Need:
    return Need(
        id=record["id"],
        theme=record["theme"],
        text=record["text"],
        company=company_from_record(record["company"]),
        priority=record["priority"],
        as_of=_day(record["as_of"]),
        helps=tuple(record["helps"]),
        planned_sek=record["planned_sek"],
    )


def result_record(result: CriterionResult) -> Record:
    return {
        "fact": result.fact,
        "result": result.result.value,
        "reason": _reason(result.reason),
        "change": _reason(result.change) if result.change else None,
        "clause": result.clause,
    }


def result_from_record(record: Mapping[str, Any]) -> CriterionResult:
    change = record["change"]
    return CriterionResult(
        fact=record["fact"],
        result=Answer(record["result"]),
        reason=_read_reason(record["reason"]),
        change=_read_reason(change) if change else None,
        clause=record["clause"],
    )


def match_record(match: Match) -> Record:
    return {
        "support_id": match.support_id,
        "score": match.score,
        "verdict": match.verdict.value,
        "contributions": [contribution_record(each) for each in match.contributions],
        "criteria": [result_record(each) for each in match.criteria],
        "deadline": _plain(match.deadline),
        "chance": match.chance,
    }


def match_from_record(record: Mapping[str, Any]) -> Match:
    return Match(
        support_id=record["support_id"],
        score=record["score"],
        verdict=Verdict(record["verdict"]),
        contributions=tuple(
            Contribution(each["feature"], each["value"], each["points"], tuple(each["evidence"]))
            for each in record["contributions"]
        ),
        criteria=tuple(result_from_record(each) for each in record["criteria"]),
        deadline=_day(record["deadline"]),
        chance=record.get("chance"),
    )


def contribution_record(contribution: Contribution) -> Record:
    return {
        "feature": contribution.feature,
        "value": contribution.value,
        "points": contribution.points,
        "evidence": list(contribution.evidence),
    }


def need_matches_record(found: NeedMatches) -> Record:
    return {
        "need_id": found.need_id,
        "unmet": found.unmet,
        "why": reasons_record(found.why),
        "matches": [match_record(each) for each in found.matches],
        "near": [match_record(each) for each in found.near],
    }


def reasons_record(reasons: Sequence[Reason]) -> list[Record]:
    return [_reason(each) for each in reasons]


def need_matches_from_record(record: Mapping[str, Any]) -> NeedMatches:
    return NeedMatches(
        need_id=record["need_id"],
        unmet=record["unmet"],
        why=tuple(_read_reason(each) for each in record["why"]),
        matches=tuple(match_from_record(each) for each in record["matches"]),
        near=tuple(match_from_record(each) for each in record["near"]),
    )


def _reason(reason: Reason) -> Record:
    return {"code": reason.code, "values": _values(reason.values)}


def _read_reason(record: Mapping[str, Any]) -> Reason:
    return Reason(record["code"], _read_values(record["values"]))


def _values(values: Mapping[str, FactValue]) -> Record:
    return {name: _plain(value) for name, value in values.items()}


def _read_values(values: Mapping[str, Any]) -> dict[str, FactValue]:
    return {name: _read_value(value) for name, value in values.items()}


def _plain(value: object) -> Any:  # noqa: ANN401 - JSON has no narrower type
    """A date is written as an object, so that a text that looks like one stays a text."""
    if isinstance(value, date):
        return {"date": value.isoformat()}
    return list(value) if isinstance(value, tuple) else value


def _read_value(value: Any) -> FactValue:  # noqa: ANN401 - JSON has no narrower type
    if isinstance(value, dict):
        return date.fromisoformat(value["date"])
    plain: FactValue = tuple(value) if isinstance(value, list) else value
    return plain


def _day(value: Any) -> date | None:  # noqa: ANN401 - JSON has no narrower type
    found = _read_value(value)
    return found if isinstance(found, date) else None
