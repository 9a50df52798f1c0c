"""Plain data of a guide's rules -> Rules."""

from __future__ import annotations

from surveys.guide_node import Node
from surveys.parts import AcuteRule, GapRule, NamedRule, Points, Rules, Trigger

NEEDED = "points triggered_gap high_from medium_from scale_from horizons horizon_of reasons gaps"


def rules_of(node: Node) -> Rules:
    """The rules at this place; what is wrong is reported there."""
    node.expect(NEEDED, "named triggers acute")
    reasons = node.at("reasons").expect("gap gap_briefs rating")
    horizons = node.at("horizons").texts()
    return Rules(
        points=_points(node.at("points")),
        triggered_gap=node.at("triggered_gap").whole(),
        high_from=node.at("high_from").whole(),
        medium_from=node.at("medium_from").whole(),
        scale_from=tuple(each.whole() for each in node.at("scale_from").items()),
        horizons=horizons,
        horizon_of=tuple(each.one_of(horizons or ("now",)) for each in node.at("horizon_of").items()),
        gap_reason=reasons.at("gap").text(),
        gap_briefs=tuple(each.text() for each in reasons.at("gap_briefs").items()),
        rating_reason=reasons.at("rating").text(),
        gaps=tuple(_gap(each) for each in node.at("gaps").items()),
        named=_named(node.at("named")),
        triggers=tuple(_trigger(each) for each in node.at("triggers").items()),
        acute=tuple(_acute(each) for each in node.at("acute").items()),
    )


def _points(node: Node) -> Points:
    node.expect("gap urgency impact gap_most urgency_most impact_most")
    names = ("gap", "urgency", "impact", "gap_most", "urgency_most", "impact_most")
    points = Points(*(node.at(name).whole() for name in names))
    for name in names[3:]:
        if getattr(points, name) == 0:
            node.problems.add(f"{node.path}.{name}", "wrong_type", wanted="1, 2, 3 …", value="0")
    return points


def _gap(node: Node) -> GapRule:
    node.expect("id when")
    return GapRule(node.at("id").code(), node.at("when").condition())


def _named(node: Node) -> NamedRule | None:
    if node.value is None:
        return None
    node.expect("id question area words min_gap reason brief")
    return NamedRule(
        node.at("id").code(),
        node.at("question").string(),
        node.at("area").code(),
        node.at("words").code(),
        node.at("min_gap").whole(),
        node.at("reason").text(),
        node.at("brief").text(),
    )


def _trigger(node: Node) -> Trigger:
    node.expect("id question reason brief", "when row")
    if not (node.has("when") or node.has("row")):
        node.problems.add(node.path, "missing", key="when")
    return Trigger(
        node.at("id").code(),
        node.at("question").string(),
        node.at("reason").text(),
        node.at("brief").text(),
        node.at("when").condition_or_none(),
        node.at("row").condition_or_none(),
    )


def _acute(node: Node) -> AcuteRule:
    node.expect("id question when")
    return AcuteRule(node.at("id").code(), node.at("question").string(), node.at("when").condition())
