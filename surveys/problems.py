"""What can be wrong in a guide or an answer: a code with values, told in Swedish or English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: ``path`` says where in the file or which answer and field."""

    path: str
    code: str
    values: Mapping[str, object] = field(default_factory=dict)

    def text(self, language: str = "sv") -> str:
        """What is wrong and what to do about it, without the place."""
        return MESSAGES[self.code]["en" if language == "en" else "sv"] % self.values


class Problems:
    """Collects everything wrong in a guide, so that its author sees all of it at once."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def add(self, path: str, code: str, **values: object) -> None:
        self.found.append(Problem(path, code, values))


class GuideError(ValueError):
    """A guide that can't be used; ``problems`` names every place with its remedy."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(f"{each.path}: {each.text('en')}" for each in problems))
        self.problems = problems


MESSAGES: Mapping[str, Mapping[str, str]] = {
    "yaml": {
        "sv": "Filen går inte att läsa som YAML: %(detail)s. Rätta raden och försök igen.",
        "en": "The file can't be read as YAML: %(detail)s. Correct the line and try again.",
    },
    "missing": {
        "sv": "%(key)s saknas. Lägg till det här.",
        "en": "%(key)s is missing. Add it here.",
    },
    "unexpected": {
        "sv": "%(key)s känns inte igen. Ta bort det, eller skriv något av: %(allowed)s.",
        "en": "%(key)s is not known. Remove it, or write one of: %(allowed)s.",
    },
    "wrong_type": {
        "sv": "Här ska stå %(wanted)s. Nu står det %(value)s.",
        "en": "This should be %(wanted)s. It is %(value)s.",
    },
    "empty": {
        "sv": "Här måste stå minst en sak.",
        "en": "There must be at least one thing here.",
    },
    "text_language": {
        "sv": "Texten saknas på språket %(language)s. Skriv den.",
        "en": "The text is missing in the language %(language)s. Write it.",
    },
    "code_shape": {
        "sv": "Koden %(value)s duger inte. Skriv bokstäver, siffror och understreck, en bokstav först.",
        "en": "The code %(value)s can't be used. Write letters, digits and underscores, starting with a letter.",
    },
    "code_twice": {
        "sv": "Koden %(value)s finns redan. Ge den här en egen.",
        "en": "The code %(value)s is already used. Give this one its own.",
    },
    "code_outside_area": {
        "sv": "Frågan %(value)s ska börja med områdets bokstav, %(area)s.",
        "en": "The question %(value)s should start with its area's letter, %(area)s.",
    },
    "not_one_of": {
        "sv": "%(value)s går inte här. Skriv något av: %(allowed)s.",
        "en": "%(value)s does not work here. Write one of: %(allowed)s.",
    },
    "condition_shape": {
        "sv": "Villkoret går inte att läsa. Skriv all, any, not, some med where, eller answer, is och value.",
        "en": "The condition can't be read. Write all, any, not, some with where, or answer, is and value.",
    },
    "condition_empty": {
        "sv": "Villkoret är tomt. Skriv minst en del, eller ta bort det.",
        "en": "The condition is empty. Write at least one part, or remove it.",
    },
    "condition_test": {
        "sv": "%(value)s är ingen jämförelse. Skriv någon av: %(allowed)s.",
        "en": "%(value)s is not a comparison. Write one of: %(allowed)s.",
    },
    "condition_value": {
        "sv": "%(value)s går inte att jämföra med %(test)s. Skriv ett tal, ett datum eller en lista som passar.",
        "en": "%(value)s can't be compared by %(test)s. Write a number, a date or a list that fits.",
    },
    "condition_answer": {
        "sv": "%(value)s är inget svar i guiden. Skriv en frågas kod, med del där den har en, till exempel F1.now.",
        "en": "%(value)s is no answer in the guide. Write a question's code, with its part if any, such as F1.now.",
    },
    "condition_later": {
        "sv": "%(value)s frågas först senare. Ett villkor får bara bygga på tidigare frågor.",
        "en": "%(value)s is asked later. A condition may only build on earlier questions.",
    },
    "condition_choice": {
        "sv": "%(value)s är inget svarsalternativ i %(answer)s. Skriv något av: %(allowed)s.",
        "en": "%(value)s is not a choice in %(answer)s. Write one of: %(allowed)s.",
    },
    "range": {
        "sv": "Lägsta värdet %(low)s är större än högsta, %(high)s. Byt plats på dem.",
        "en": "The lowest value %(low)s is above the highest, %(high)s. Swap them.",
    },
    "title_missing": {
        "sv": "Behov i område %(area)s med tema %(theme)s saknar rubrik. Lägg till den under needs.",
        "en": "Needs in area %(area)s with theme %(theme)s have no title. Add it under needs.",
    },
    "placeholder": {
        "sv": "{%(value)s} i texten är inget svar regeln kan läsa. Skriv en frågas kod eller ett fält i gruppen.",
        "en": "{%(value)s} in the text is no answer that the rule can read. Write a question's code or a field.",
    },
    "points": {
        "sv": "Poängen för gap, urgency och impact ska bli 100 tillsammans. Nu blir de %(value)s.",
        "en": "The points for gap, urgency and impact should make 100 together. They make %(value)s.",
    },
    "horizons": {
        "sv": "Skriv %(value)s horisonter, en för varje grad av brådska från 0 och uppåt.",
        "en": "Write %(value)s horizons, one for each step of urgency from 0 upwards.",
    },
    "falling": {
        "sv": "Gränserna ska falla från högsta till lägsta. Nu står det %(value)s.",
        "en": "The thresholds should fall from the highest to the lowest. They are %(value)s.",
    },
}
