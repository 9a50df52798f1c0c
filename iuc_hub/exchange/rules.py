"""Criteria of a support between their written form and the engine's."""

from __future__ import annotations

from datetime import date
from typing import Any

from iuc_hub import taxonomy
from iuc_hub.errors import N_
from iuc_hub.exchange.rows import Fields
from matching.criteria import CODE_OPS, LIST_OPS, TRUTH_OPS, clean_code
from matching.types import AnyOf, Criterion, LimitValue, Op, Rule

DEEPEST = 20
BOTH_ENDS = 2


def read_rules(fields: Fields, name: str, depth: int = 0) -> tuple[Rule, ...]:
    """The criteria listed in a field; refuses one that could not be judged."""
    if depth > DEEPEST:
        fields.refuse(name, N_("Villkoren är nästlade för djupt. Förenkla dem."))
    rules = []
    for number, item in enumerate(fields.items(name), 1):
        place = f"{name}[{number}]"
        if not isinstance(item, dict):
            fields.refuse(place, N_("Villkoret är inte ett objekt. Ange fact, is och value."))
        rules.append(_rule(Fields(item, fields.where, fields.row, f"{fields.path}{place}."), depth))
    return tuple(rules)


def rule_record(rule: Rule) -> dict[str, Any]:
    """A rule as plain JSON, as in a support's `criteria`."""
    clause = {"clause": rule.clause} if rule.clause else {}
    if isinstance(rule, AnyOf):
        return {"any_of": [rule_record(each) for each in rule.rules], **clause}
    value = {} if rule.op in TRUTH_OPS else {"value": _plain(rule.value)}
    return {"fact": rule.fact, "is": rule.op.value, **value, **clause}


def _rule(fields: Fields, depth: int) -> Rule:
    clause = fields.text("clause", "")
    if "any_of" in fields.data:
        return AnyOf(read_rules(fields, "any_of", depth + 1), clause)
    fact = fields.text("fact").strip()
    op = Op(fields.one_of("is", tuple(Op)))
    return Criterion(fact, op, _value(fields, fact, op), clause)


def _value(fields: Fields, fact: str, op: Op) -> LimitValue:
    if op in TRUTH_OPS:
        return None
    if op in CODE_OPS:
        if fact == "sni":
            return fields.industries("value")
        if fact == "sni_2025":
            return _industries_of_2025(fields)
        return fields.codes("value", taxonomy.places() if fact in ("county", "municipality_code") else None)
    if op in LIST_OPS:
        for each in fields.items("value"):
            if not isinstance(each, str | int | float | bool):
                fields.refuse("value", N_("Listan ska bara hålla texter, tal, true eller false. Rätta den."))
        return tuple(fields.items("value"))
    ends = tuple(_orderable(fields, each) for each in fields.items("value"))
    return _between(fields, ends) if op is Op.BETWEEN else _single(fields, ends)


def _industries_of_2025(fields: Fields) -> tuple[str, ...]:
    codes = tuple(clean_code(each) for each in fields.codes("value"))
    for code in codes:
        if not taxonomy.hierarchies()["sni_2025"].placed(code):
            fields.refuse("value", N_("Koden %(code)s finns inte i SNI 2025. Rätta den."), code=code)
    return codes


def _single(fields: Fields, ends: tuple[float | date, ...]) -> LimitValue:
    if len(ends) > 1:
        fields.refuse("value", N_("Villkoret jämför med ett enda värde. Ange ett tal eller ett datum."))
    return ends[0] if ends else None


def _between(fields: Fields, ends: tuple[float | date, ...]) -> LimitValue:
    if not ends:
        return None
    in_order = len(ends) == BOTH_ENDS and isinstance(ends[0], date) is isinstance(ends[1], date)
    if not in_order or ends[0] > ends[1]:  # type: ignore[operator]  # both are dates or both are numbers here
        fields.refuse("value", N_("Villkoret ska ha två värden, det lägsta först. Rätta dem."))
    return ends


def _orderable(fields: Fields, value: object) -> float | date:
    if isinstance(value, str):
        found = Fields({"value": value}, fields.where, fields.row, fields.path).day("value")
    else:
        found = Fields({"value": value}, fields.where, fields.row, fields.path).number("value")  # type: ignore[assignment]
    if found is None:
        fields.refuse("value", N_("Värdet %(value)s är varken tal eller datum. Rätta det."), value=value)
    return found


def _plain(value: LimitValue) -> Any:  # noqa: ANN401 - JSON has no narrower type
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value
