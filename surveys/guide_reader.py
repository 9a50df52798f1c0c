"""Plain data of a guide's file -> Guide, with every mistake reported by its place."""

from __future__ import annotations

from dataclasses import replace

from surveys.guide import Guide
from surveys.guide_node import Node
from surveys.parts import Area, Choice, Field, Kind, Question, Scale, Text
from surveys.problems import GuideError, Problems
from surveys.rules_reader import rules_of

STATES = ("not_relevant", "dont_know")
ASKED_ONCE = ("urgency", "impact", "words", "observation")
ASKED_KINDS = [kind.value for kind in Kind if kind is not Kind.RATING]
FIELD_KINDS = [Kind.TEXT.value, Kind.NUMBER.value, Kind.DATE.value, Kind.ONE.value]
MOST_ROWS = 50


def guide_of(data: object) -> Guide:
    """The guide in this plain data.

    Raises:
        GuideError: with everything that is wrong, each with its place and remedy.
    """
    problems = Problems()
    root = Node(data, "", problems)
    root.expect("guide version languages title scales states asked_once areas rules")
    root.languages = root.at("languages").strings() or ("sv",)
    scales = {code: _scale(code, each) for code, each in root.at("scales").entries()}
    states = root.at("states").texts()
    once = {code: _asked_once(code, each) for code, each in root.at("asked_once").entries()}
    read = _AreaReader(scales, states, once)
    areas = tuple(read.area(each) for each in root.at("areas").items())
    rules = rules_of(root.at("rules"))
    if not areas:
        problems.add("areas", "empty")
    if problems.found:
        raise GuideError(tuple(problems.found))
    name, version, title = root.at("guide").code(), root.at("version").string(), root.at("title").text()
    if problems.found:
        raise GuideError(tuple(problems.found))
    return Guide(
        name, version, root.languages, title, tuple(scales.values()), states, _fill_areas(areas), rules
    )


def _scale(code: str, node: Node) -> Scale:
    node.expect("levels labels")
    levels = tuple(each.text() for each in node.at("levels").items())
    labels = node.at("labels").texts()
    for name in labels:
        if name not in ("now", "wanted"):
            node.problems.add(f"{node.path}.labels", "not_one_of", value=name, allowed="now, wanted")
    if not levels or not labels:
        node.problems.add(node.path, "empty")
    return Scale(code, levels, labels)


def _asked_once(code: str, node: Node) -> Question:
    node.expect("title", "help choices")
    if code not in ASKED_ONCE:
        node.problems.add(node.path, "not_one_of", value=code, allowed=", ".join(ASKED_ONCE))
    choices = tuple(_choice(each) for each in node.at("choices").items())
    title = node.at("title").text()
    kind = Kind.RATING if choices else Kind.TEXT
    for each in choices:
        if not each.code.isdigit():
            node.problems.add(f"{node.path}.choices", "wrong_type", wanted="'0', '1', '2' …", value=each.code)
    return Question(code, kind, title, title, help=node.at("help").text_or_none(), choices=choices)


def _choice(node: Node) -> Choice:
    node.expect("code title", "help said alone")
    return Choice(
        node.at("code").string(),
        node.at("title").text(),
        node.at("help").text_or_none(),
        node.at("said").text_or_none(),
        node.at("alone").flag(),
    )


def _field(node: Node) -> Field:
    node.expect("code kind title", "choices unit low high fact")
    of_areas = node.at("choices").value == "areas"
    kind = Kind(node.at("kind").one_of(FIELD_KINDS))
    choices = () if of_areas else tuple(_choice(each) for each in node.at("choices").items())
    if kind is Kind.ONE and not choices and not of_areas:
        node.problems.add(node.path, "missing", key="choices")
    return Field(
        node.at("code").code(),
        kind,
        node.at("title").text(),
        choices,
        of_areas,
        node.at("unit").text_or_none(),
        node.at("low").number(),
        node.at("high").number(),
        node.at("fact").string(),
    )


class _AreaReader:
    """Reads areas against the guide's scales, states and what is asked once per area."""

    def __init__(self, scales: dict[str, Scale], states: dict[str, Text], once: dict[str, Question]) -> None:
        self.scales = scales
        self.states = states
        self.once = once

    def area(self, node: Node) -> Area:
        node.expect("code title theme questions asks", "needs")
        code = node.at("code").code()
        asks = [each.one_of(self.once or ASKED_ONCE) for each in node.at("asks").items()]
        questions = tuple(self.question(each) for each in node.at("questions").items())
        if not questions:
            node.problems.add(f"{node.path}.questions", "empty")
        return Area(
            code,
            node.at("title").text(),
            node.at("theme").code(),
            questions,
            tuple(replace(self.once[ask], code=f"{code}.{ask}") for ask in asks if ask in self.once),
            node.at("needs").texts(),
        )

    def question(self, node: Node) -> Question:
        kinds = "choices fields max_rows unit low high fact states scale when"
        node.expect("code kind title short theme helps", f"help need {kinds}")
        kind = Kind(node.at("kind").one_of(ASKED_KINDS))
        return Question(
            code=node.at("code").code(),
            kind=kind,
            title=node.at("title").text(),
            short=node.at("short").text(),
            help=node.at("help").text_or_none(),
            theme=node.at("theme").code(),
            helps=node.at("helps").strings(),
            need=node.at("need").text_or_none(),
            scale=self._scale(node, kind),
            choices=tuple(_choice(each) for each in self._needed(node, "choices", kind).items()),
            fields=tuple(_field(each) for each in self._needed(node, "fields", kind).items()),
            max_rows=node.at("max_rows").whole(missing=MOST_ROWS) if kind is Kind.GROUP else 0,
            unit=node.at("unit").text_or_none(),
            low=node.at("low").number(),
            high=node.at("high").number(),
            fact=node.at("fact").string(),
            states=self._states(node.at("states"), kind),
            when=node.at("when").condition_or_none(),
        )

    def _needed(self, node: Node, key: str, kind: Kind) -> Node:
        kinds = {"choices": (Kind.ONE, Kind.SEVERAL), "fields": (Kind.GROUP,)}[key]
        if kind in kinds and not node.has(key):
            node.problems.add(node.path, "missing", key=key)
        return node.at(key)

    def _scale(self, node: Node, kind: Kind) -> Scale | None:
        if kind is not Kind.MATURITY:
            return None
        code = node.at("scale").one_of(self.scales or ("maturity",))
        return self.scales.get(code)

    def _states(self, node: Node, kind: Kind) -> dict[str, Text]:
        """All states for a maturity question unless it says otherwise, none for the others."""
        if node.value is None:
            return dict(self.states) if kind is Kind.MATURITY else {}
        if isinstance(node.value, list):
            codes = [each.one_of(STATES) for each in node.items()]
            return {code: self.states[code] for code in codes if code in self.states}
        for code, each in node.entries():
            if code not in STATES:
                each.problems.add(each.path, "not_one_of", value=code, allowed=", ".join(STATES))
        return node.texts()


def _fill_areas(areas: tuple[Area, ...]) -> tuple[Area, ...]:
    """Give fields that choose among areas those that can have needs."""
    choices = tuple(Choice(area.code, area.title) for area in areas if "urgency" in area.asks)

    def filled(question: Question) -> Question:
        own = tuple(replace(each, choices=choices) if each.of_areas else each for each in question.fields)
        return replace(question, fields=own)

    return tuple(replace(area, questions=tuple(map(filled, area.questions))) for area in areas)
