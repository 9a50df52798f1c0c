"""The seals on a run's inputs and on what it found, by which a replay tells what was changed afterwards."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from iuc_hub.catalogue.models import SupportRevision
from iuc_hub.recommendations.models import MatchRun, NeedResult, StoredMatch
from iuc_hub.seals import broken, seal_of, seals_of

RUN = ("day", "model_version", "catalogue_version", "company")
FOUND = ("support_id", "support_revision", "rank", "score_tenths", "verdict", "weak", "match")


def run_seals(row: Mapping[str, object]) -> dict[str, str]:
    """A seal on each fact of the company, its name, the day, the model's name and the state of the catalogue."""
    return seals_of(_run_parts(row))


def result_seals(need: Mapping[str, object], *, unmet: bool, why: object) -> dict[str, str]:
    """A seal on each part of a need as it was, and on what was said of it as a whole."""
    return seals_of(_result_parts(need, unmet=unmet, why=why))


def holds_seal(on: date, number: int) -> str:
    """A seal on the note that a run still holds that day, for the catalogue's number."""
    return seals_of({"holds": [on.isoformat(), number]})["holds"]


def match_seal(row: Mapping[str, object]) -> str:
    """One seal on all that was found of a support."""
    return seal_of({name: row[name] for name in FOUND})


def broken_of_run(run: MatchRun) -> list[str]:
    """What a run says that is not what it was; a fact's name is its own, the others' have no prefix."""
    names = broken(run.seals, _run_parts({name: getattr(run, name) for name in RUN}))
    noted = not run.holds_seal or run.holds_seal == holds_seal(run.holds_on, run.holds_for)
    return names if noted else [*names, "holds"]


def broken_of_result(result: NeedResult) -> list[str]:
    """What is not what it was: need:… for a part of the need, unmet and why for what was said of it."""
    return broken(result.seals, _result_parts(result.need, unmet=result.unmet, why=result.why))


def is_broken(row: StoredMatch) -> bool:
    """Whether what was found of a support was changed afterwards."""
    return bool(row.seal) and row.seal != match_seal({name: getattr(row, name) for name in FOUND})


def is_rewritten(revision: SupportRevision) -> bool:
    """Whether what a support said at a revision was changed afterwards."""
    return bool(revision.seal) and revision.seal != seal_of(revision.record)


def _result_parts(need: Mapping[str, object], *, unmet: bool, why: object) -> dict[str, object]:
    return {**{f"need:{name}": value for name, value in need.items()}, "unmet": unmet, "why": why}


def _run_parts(row: Mapping[str, Any]) -> dict[str, object]:
    company: Mapping[str, object] = row["company"]
    facts = company.get("facts")
    named = {f"fact:{name}": value for name, value in facts.items()} if isinstance(facts, Mapping) else {}
    rest = {name: value for name, value in company.items() if name != "facts"}
    told = {"model": row["model_version"], "catalogue": row["catalogue_version"]}
    return {"day": row["day"].isoformat(), **told, "company": rest, **named}
