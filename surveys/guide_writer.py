"""Guide -> plain data, written so that reading it again gives an equal guide."""

from __future__ import annotations

from collections.abc import Mapping

from surveys.conditions import as_data as condition_data
from surveys.guide import Guide
from surveys.parts import Area, Choice, Field, Kind, NamedRule, Question, Rules, Scale, Text, Trigger

Data = dict[str, object]


def data_of(guide: Guide) -> Data:
    """The whole guide as dicts, lists, texts and numbers, as it stands in its file."""
    once = {each.code.partition(".")[2]: each for area in guide.areas for each in area.asked_once}
    return {
        "guide": guide.name,
        "version": guide.version,
        "languages": list(guide.languages),
        "title": guide.title.as_dict(),
        "scales": {each.code: _scale(each) for each in guide.scales},
        "states": _texts(guide.states),
        "asked_once": {code: _asked_once(each) for code, each in once.items()},
        "areas": [_area(each) for each in guide.areas],
        "rules": _rules(guide.rules),
    }


def _texts(texts: Mapping[str, Text]) -> Data:
    return {code: each.as_dict() for code, each in texts.items()}


def _kept(data: Mapping[str, object]) -> Data:
    """Without what is not there."""
    return {key: value for key, value in data.items() if value not in (None, "", [], {}, False)}


def _said(text: Text | None) -> Data | None:
    return None if text is None else dict(text.words)


def _scale(scale: Scale) -> Data:
    return {"levels": [each.as_dict() for each in scale.levels], "labels": _texts(scale.labels)}


def _choice(choice: Choice) -> Data:
    data = {"code": choice.code, "title": _said(choice.title), "help": _said(choice.help)}
    return _kept(data | {"said": _said(choice.said), "alone": choice.alone})


def _asked_once(question: Question) -> Data:
    choices = [_choice(each) for each in question.choices]
    return _kept({"title": _said(question.title), "help": _said(question.help), "choices": choices})


def _area(area: Area) -> Data:
    return {
        "code": area.code,
        "title": area.title.as_dict(),
        "theme": area.theme,
        "asks": list(area.asks),
        "needs": _texts(area.needs),
        "questions": [_question(each) for each in area.questions],
    }


def _question(question: Question) -> Data:
    data = {
        "code": question.code,
        "kind": question.kind.value,
        "title": _said(question.title),
        "short": _said(question.short),
        "help": _said(question.help),
        "theme": question.theme,
        "need": _said(question.need),
        "scale": question.scale.code if question.scale else None,
        "choices": [_choice(each) for each in question.choices],
        "fields": [_field(each) for each in question.fields],
        "max_rows": question.max_rows or None,
        "unit": _said(question.unit),
        "fact": question.fact,
        "when": condition_data(question.when) if question.when else None,
    }
    limits = {"low": question.low, "high": question.high}
    always = {"helps": list(question.helps)}
    if question.states or question.kind is Kind.MATURITY:
        always["states"] = _texts(question.states)  # type: ignore[assignment]
    return _kept(data) | {key: value for key, value in limits.items() if value is not None} | always


def _field(field: Field) -> Data:
    data = {
        "code": field.code,
        "kind": field.kind.value,
        "title": _said(field.title),
        "choices": "areas" if field.of_areas else [_choice(each) for each in field.choices],
        "unit": _said(field.unit),
        "fact": field.fact,
    }
    limits = {"low": field.low, "high": field.high}
    return _kept(data) | {key: value for key, value in limits.items() if value is not None}


def _rules(rules: Rules) -> Data:
    points = rules.points
    return {
        "points": {name: getattr(points, name) for name in points.__dataclass_fields__},
        "triggered_gap": rules.triggered_gap,
        "high_from": rules.high_from,
        "medium_from": rules.medium_from,
        "scale_from": list(rules.scale_from),
        "horizons": _texts(rules.horizons),
        "horizon_of": list(rules.horizon_of),
        "reasons": {
            "gap": rules.gap_reason.as_dict(),
            "gap_briefs": [each.as_dict() for each in rules.gap_briefs],
            "rating": rules.rating_reason.as_dict(),
        },
        "gaps": [{"id": each.id, "when": condition_data(each.when)} for each in rules.gaps],
        **({"named": _named(rules.named)} if rules.named else {}),
        "triggers": [_trigger(each) for each in rules.triggers],
        "acute": [
            {"id": each.id, "question": each.question, "when": condition_data(each.when)}
            for each in rules.acute
        ],
    }


def _named(named: NamedRule) -> Data:
    plain = {name: getattr(named, name) for name in ("id", "question", "area", "words", "min_gap")}
    return plain | {"reason": named.reason.as_dict(), "brief": named.brief.as_dict()}


def _trigger(trigger: Trigger) -> Data:
    return _kept(
        {
            "id": trigger.id,
            "question": trigger.question,
            "when": condition_data(trigger.when) if trigger.when else None,
            "row": condition_data(trigger.row) if trigger.row else None,
            "reason": trigger.reason.as_dict(),
            "brief": trigger.brief.as_dict(),
        }
    )
