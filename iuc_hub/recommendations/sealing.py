"""The seals on a run's inputs and on what it found, by which a replay tells what was changed afterwards."""

from collections.abc import Mapping
from datetime import date

from iuc_hub.catalogue.models import SupportRevision
from iuc_hub.recommendations.models import MatchRun, NeedResult, StoredMatch
from iuc_hub.seals import broken, seal_of, seals_of

FOUND = ("support_id", "support_revision", "rank", "score_tenths", "verdict", "weak", "match")


def run_seals(day: date, model_version: str, company: Mapping[str, object]) -> dict[str, str]:
    """A seal on each fact of the company, its name, the day and the model's name."""
    return seals_of(_run_parts(day, model_version, company))


def result_seals(need: Mapping[str, object]) -> dict[str, str]:
    """A seal on each part of a need as it was."""
    return seals_of(need)


def match_seal(row: Mapping[str, object]) -> str:
    """One seal on all that was found of a support."""
    return seal_of({name: row[name] for name in FOUND})


def broken_of_run(run: MatchRun) -> list[str]:
    """The inputs of a run that are not what they were; a fact's name is its own, the others' have no prefix."""
    return broken(run.seals, _run_parts(run.day, run.model_version, run.company))


def broken_of_result(result: NeedResult) -> list[str]:
    """The parts of a need that are not what they were."""
    return broken(result.seals, result.need)


def is_broken(row: StoredMatch) -> bool:
    """Whether what was found of a support was changed afterwards."""
    return bool(row.seal) and row.seal != match_seal({name: getattr(row, name) for name in FOUND})


def is_rewritten(revision: SupportRevision) -> bool:
    """Whether what a support said at a revision was changed afterwards."""
    return bool(revision.seal) and revision.seal != seal_of(revision.record)


def _run_parts(day: date, model_version: str, company: Mapping[str, object]) -> dict[str, object]:
    facts = company.get("facts")
    named = {f"fact:{name}": value for name, value in facts.items()} if isinstance(facts, Mapping) else {}
    rest = {name: value for name, value in company.items() if name != "facts"}
    return {"day": day.isoformat(), "model": model_version, "company": rest, **named}
