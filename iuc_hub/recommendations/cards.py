"""One match as the advisor's page shows it: score and parts, why, criteria with clauses, what to ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from iuc_hub.catalogue.models import Support
from iuc_hub.catalogue.records import known_support
from iuc_hub.interviews.models import Need
from iuc_hub.recommendations.effort import TimeLeft, time_left
from iuc_hub.recommendations.models import Recommendation
from iuc_hub.recommendations.offers import Question, questions_of, takes
from iuc_hub.taxonomy import names
from matching.explain import chance_text, criterion_text, explanation, feature_name, near_text, reason_text
from matching.model import Model
from matching.types import CriterionResult, Match, Verdict
from matching.types import Need as KnownNeed
from matching.types import Support as KnownSupport

Part = tuple[str, float]
"""A contribution's name and its points."""


@dataclass(frozen=True)
class Rule:
    """One criterion's answer in words; ``clause`` quotes the support where it says so itself."""

    result: str
    text: str
    clause: str


@dataclass(frozen=True)
class Elsewhere:
    """What has been decided on the same support for another need of the company."""

    recommendation: Recommendation
    need: Need
    is_earlier: bool
    """Whether the other need no longer counts."""


@dataclass(frozen=True)
class Card:
    """A support for a need, ready to be shown."""

    match_id: int | None
    row: Support
    support: KnownSupport
    verdict: Verdict
    score: float
    weak: bool
    parts: Sequence[Part]
    chance: str
    """How often such a match was accepted, in words; empty while too little is decided."""
    why: str
    rules: Sequence[Rule]
    questions: Sequence[Question]
    reason: str
    change: str
    deadline: date | None
    time: TimeLeft | None
    recommendation: Recommendation | None
    elsewhere: Elsewhere | None

    @property
    def takes(self) -> str:
        return takes(self.support)

    @property
    def fits(self) -> bool:
        return self.verdict is Verdict.ELIGIBLE

    @property
    def blocked(self) -> bool:
        return self.verdict is Verdict.BLOCKED


def card(
    match: Match,
    row: Support,
    need: KnownNeed,
    language: str,
    today: date,
    *,
    match_id: int | None = None,
    weak: bool = False,
    recommendation: Recommendation | None = None,
    elsewhere: Elsewhere | None = None,
    chance: str = "",
) -> Card:
    """The match in the words of the language, with the time there is on the day."""
    support = known_support(row.record, row.id)
    words = names(language)
    reason, change = near_text(match, language, words) if match.verdict is Verdict.BLOCKED else ("", "")
    return Card(
        match_id=match_id,
        row=row,
        support=support,
        verdict=match.verdict,
        score=match.score,
        weak=weak,
        parts=parts_of(match, language),
        chance=chance,
        why=explanation(match, support, need, language, words),
        rules=rules_of(match, language),
        questions=questions_of(match, language),
        reason=reason,
        change=change,
        deadline=match.deadline,
        time=time_left(row, support, today),
        recommendation=recommendation,
        elsewhere=elsewhere,
    )


def chance_of(match: Match, model: Model, language: str) -> str:
    """How often a match with its score was accepted, by the decisions that its run's model had learned from."""
    learned = model.learned_.chance
    if match.chance is None or learned is None:
        return ""
    return chance_text(match.chance, learned.decisions, language)


def parts_of(match: Match, language: str) -> list[Part]:
    """The contributions by name, in the engine's order so that each keeps its colour."""
    return [(feature_name(each.feature, language), each.points) for each in match.contributions]


def rules_of(match: Match, language: str) -> list[Rule]:
    return [_rule(each, language) for each in match.criteria]


def _rule(result: CriterionResult, language: str) -> Rule:
    words = names(language)
    statement = criterion_text(result, language, words).statement
    text = statement if result.clause else reason_text(result, language, words)
    return Rule(result.result.value, text, result.clause)
