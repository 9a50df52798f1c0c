"""Findings of one area and theme -> one need with its score, priority, horizon, reasons and text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import floor

from surveys.answers import Answers
from surveys.conditions import Value, holds
from surveys.need_text import need_text
from surveys.parts import Rules, Text
from surveys.reasons import Finding, Reason
from surveys.wording import fill, phrase, values_at


class Priority(StrEnum):
    """How a need is ranked, in the order of display."""

    ACUTE = "acute"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Need:
    """What the company needs in one area and theme, with everything that says so.

    ``identity`` stays the same when the answers change; ``contributions`` are whole points that sum to
    ``score``; ``text`` is Swedish, for matching; ``words`` are the company's own.
    """

    identity: str
    area: str
    theme: str
    title: Text
    text: str
    words: str
    score: int
    contributions: Mapping[str, int]
    scale: int
    priority: Priority
    acute_by: str
    horizon: str
    helps: tuple[str, ...]
    reasons: tuple[Reason, ...]
    questions: tuple[str, ...]
    rule_version: str


def needs_of(answers: Answers, findings: Sequence[Finding]) -> tuple[Need, ...]:
    """The needs in order of display: acute, high, medium, low, and within them by score, then as asked."""
    joined: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        joined.setdefault((finding.area, finding.theme), []).append(finding)
    needs = [_need(answers, area, theme, each) for (area, theme), each in joined.items()]
    order = list(Priority)
    return tuple(sorted(needs, key=lambda need: (order.index(need.priority), -need.score)))


def points_of(rules: Rules, gap: int, urgency: int, impact: int) -> dict[str, int]:
    """Whole points for gap, urgency and impact; they sum to the score rounded half up."""
    most = rules.points
    exact = {
        "gap": Fraction(most.gap * min(gap, most.gap_most), most.gap_most),
        "urgency": Fraction(most.urgency * min(urgency, most.urgency_most), most.urgency_most),
        "impact": Fraction(most.impact * min(impact, most.impact_most), most.impact_most),
    }
    score = floor(sum(exact.values(), Fraction(0)) + Fraction(1, 2))
    points = {name: floor(each) for name, each in exact.items()}
    by_remainder = sorted(exact, key=lambda name: points[name] - exact[name])
    for name in by_remainder[: score - sum(points.values())]:
        points[name] += 1
    return points


def _need(answers: Answers, area: str, theme: str, findings: list[Finding]) -> Need:
    rules = answers.guide.rules
    urgency, impact = answers.rating(area, "urgency"), answers.rating(area, "impact")
    gap = max(each.gap for each in findings)
    points = points_of(rules, gap, urgency or 0, impact or 0)
    score = sum(points.values())
    cited = tuple(each.question for each in findings)
    acute_by = _acute_by(answers, cited)
    reasons = (*_each_once(findings), *_rating_reason(answers, area))
    title = _title(answers, area, theme, cited)
    return Need(
        identity=f"{area}:{theme}",
        area=area,
        theme=theme,
        title=title,
        text=need_text(answers, area, title, reasons, cited),
        words=answers.note(area, "words"),
        score=score,
        contributions=points,
        scale=_scale(rules, score),
        priority=Priority.ACUTE if acute_by else _priority(rules, score),
        acute_by=acute_by,
        horizon=rules.horizon_of[min(urgency or 0, len(rules.horizon_of) - 1)],
        helps=_in_order(help_ for each in findings for help_ in each.helps),
        reasons=reasons,
        questions=cited,
        rule_version=answers.guide.label,
    )


def _title(answers: Answers, area: str, theme: str, cited: Sequence[str]) -> Text:
    """The question's own title when it alone shows the need, else that of the area and theme."""
    alone = answers.guide.item(cited[0]).need if len(cited) == 1 else None
    needs = answers.guide.area(area).needs
    return alone or needs.get(theme) or answers.guide.area(area).title


def _priority(rules: Rules, score: int) -> Priority:
    if score >= rules.high_from:
        return Priority.HIGH
    return Priority.MEDIUM if score >= rules.medium_from else Priority.LOW


def _scale(rules: Rules, score: int) -> int:
    """From 1 to one more than there are thresholds."""
    return 1 + sum(score >= floor_ for floor_ in rules.scale_from)


def _acute_by(answers: Answers, cited: Sequence[str]) -> str:
    rules = answers.guide.rules.acute
    met = (each.id for each in rules if each.question in cited and holds(each.when, answers.active))
    return next(met, "")


def _each_once(findings: Iterable[Finding]) -> tuple[Reason, ...]:
    """Gaps, then what triggered, then the naming, the same reason only once."""
    found: list[Reason] = []
    for finding in findings:
        found += [each for each in finding.reasons if each not in found]
    order = ("gap", "trigger", "named")
    return tuple(sorted(found, key=lambda each: order.index(each.kind)))


def _rating_reason(answers: Answers, area: str) -> tuple[Reason, ...]:
    """One line for urgency and impact, when any of them is given."""
    codes = {"urgency": f"{area}.urgency", "impact": f"{area}.impact"}
    given: dict[str, Value] = {
        name: value for name, code in codes.items() if (value := answers.active.get(code)) is not None
    }
    if not given:
        return ()
    items = {name: answers.guide.item(code) for name, code in codes.items() if code in answers.guide}
    lookup = values_at(given, items)
    template = answers.guide.rules.rating_reason
    text, brief = fill(template, lookup), phrase(template, lookup)
    return (Reason("rating", "rating", codes[next(iter(given))], given, text, brief),)


def _in_order(helps: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(helps))
