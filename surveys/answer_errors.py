"""An answer that can't be what it says: a code with values, told in Swedish or English with the remedy."""

from __future__ import annotations

from collections.abc import Mapping

from surveys.conditions import Value
from surveys.wording import number_text


class AnswerError(ValueError):
    """Nothing of the answer was taken; ``question`` and ``field`` say where, ``text`` what to do."""

    def __init__(self, question: str, code: str, field: str = "", **values: Value) -> None:
        super().__init__(f"{question} {field} {code}".replace("  ", " "))
        self.question = question
        self.field = field
        self.code = code
        self.values = values

    def text(self, language: str = "sv") -> str:
        language = "en" if language == "en" else "sv"
        shown = {
            name: number_text(value, language) if isinstance(value, int | float) else value
            for name, value in self.values.items()
        }
        return MESSAGES[self.code][language] % shown

    def __str__(self) -> str:
        return f"{self.question}{f' {self.field}' if self.field else ''}: {self.text('en')}"


MESSAGES: Mapping[str, Mapping[str, str]] = {
    "unknown_question": {
        "sv": "Frågan %(value)s finns inte i guiden. Ladda om sidan och försök igen.",
        "en": "The guide has no question %(value)s. Reload the page and try again.",
    },
    "wrong_shape": {
        "sv": "Svaret har inte den form som frågan väntar sig. Svara igen.",
        "en": "The answer does not have the form the question expects. Answer again.",
    },
    "outside_scale": {
        "sv": "%(value)s finns inte på skalan. Välj från %(low)s till %(high)s.",
        "en": "%(value)s is not on the scale. Choose from %(low)s to %(high)s.",
    },
    "unknown_choice": {
        "sv": "%(value)s är inte ett av alternativen. Välj ett i listan.",
        "en": "%(value)s is not one of the alternatives. Choose one in the list.",
    },
    "alone": {
        "sv": "”%(value)s” går inte att välja tillsammans med andra. Ta bort det ena.",
        "en": "“%(value)s” can't be chosen together with others. Remove one of them.",
    },
    "unknown_state": {
        "sv": "Den här frågan kan inte lämnas med %(value)s. Svara, eller lämna den tom.",
        "en": "This question can't be left as %(value)s. Answer it, or leave it empty.",
    },
    "state_and_answer": {
        "sv": "Frågan har både ett svar och ”%(value)s”. Behåll det ena.",
        "en": "The question has both an answer and “%(value)s”. Keep one of them.",
    },
    "not_a_number": {
        "sv": "”%(value)s” är inget tal. Skriv till exempel 40 000 eller 12,5.",
        "en": "“%(value)s” is not a number. Write for example 40 000 or 12.5.",
    },
    "ambiguous_number": {
        "sv": "”%(value)s” kan läsas på två sätt. Skriv tusental med mellanrum och decimaler med komma.",
        "en": "“%(value)s” can be read in two ways. Write thousands with a space, such as 40 000.",
    },
    "too_small": {
        "sv": "%(value)s är för litet. Minst %(low)s går att ange.",
        "en": "%(value)s is too small. The least is %(low)s.",
    },
    "too_large": {
        "sv": "%(value)s är för stort. Högst %(high)s går att ange.",
        "en": "%(value)s is too large. The most is %(high)s.",
    },
    "not_a_date": {
        "sv": "”%(value)s” är inget datum. Skriv år, månad och dag, till exempel 2027-03-01.",
        "en": "“%(value)s” is not a date. Write year, month and day, such as 2027-03-01.",
    },
    "too_long": {
        "sv": "Texten är för lång. Högst %(high)s tecken får plats.",
        "en": "The text is too long. There is room for %(high)s characters.",
    },
    "bad_characters": {
        "sv": "Texten innehåller tecken som inte går att spara. Skriv om den utan dem.",
        "en": "The text holds characters that can't be saved. Write it without them.",
    },
    "too_many_rows": {
        "sv": "Det finns plats för %(high)s rader. Ta bort de som betyder minst.",
        "en": "There is room for %(high)s rows. Remove those that matter least.",
    },
    "unknown_field": {
        "sv": "Fältet %(value)s finns inte i frågan. Ladda om sidan och försök igen.",
        "en": "The question has no field %(value)s. Reload the page and try again.",
    },
}
