"""What a row's cells answer to a question of the guide, by code or by the words people see."""

from collections.abc import Mapping

from iuc_hub.errors import N_, InputError
from iuc_hub.uploads.columns import folded
from surveys.answers import AnswerError, typed_value
from surveys.conditions import Value
from surveys.parts import Choice, Kind, Question

SEPARATOR = ";"


def answer_of(item: Question, texts: Mapping[str, str]) -> Value:
    """The checked answer, or None where every cell is empty; ``texts`` are the question's cells by their fields.

    Raises:
        InputError: naming the field, with what can be written there.
    """
    if not any(texts.values()):
        return None
    told = " ".join(text for text in texts.values() if text)
    state = next((code for code, words in item.states.items() if _means(told, code, words.as_dict())), None)
    raw: object = {"state": state} if state else _raw(item, texts)
    try:
        return typed_value(item, raw)
    except AnswerError:
        raise _refusal(item, next(iter(texts)), told) from None


def _raw(item: Question, texts: Mapping[str, str]) -> object:
    if item.kind is Kind.MATURITY:
        return {field.rpartition(".")[2]: _level(item, field, text) for field, text in texts.items() if text}
    field, text = next(iter(texts.items()))
    if item.kind is Kind.ONE:
        return _choice(item, field, text)
    if item.kind is Kind.SEVERAL:
        return [_choice(item, field, each.strip()) for each in text.split(SEPARATOR) if each.strip()]
    if item.kind is Kind.RATING:
        code = _choice(item, field, text)
        return int(code)
    if item.kind is Kind.NUMBER:
        return _number(item, field, text)
    return text


def _level(item: Question, field: str, text: str) -> int:
    try:
        return int(float(text.replace(",", ".")))
    except ValueError:
        raise _refusal(item, field, text) from None


def _number(item: Question, field: str, text: str) -> float:
    plain = "".join(text.split()).replace(",", ".").removesuffix("%")
    try:
        return float(plain)
    except ValueError:
        raise _refusal(item, field, text) from None


def _choice(item: Question, field: str, text: str) -> str:
    for choice in item.choices:
        if _means(text, choice.code, choice.title.as_dict()):
            return choice.code
    raise _refusal(item, field, text)


def _means(text: str, code: str, words: Mapping[str, str]) -> bool:
    plain = folded(text.removesuffix(".0"))
    return bool(plain) and plain in {folded(code), *(folded(each) for each in words.values())}


def _refusal(item: Question, field: str, text: str) -> InputError:
    if item.kind is Kind.MATURITY and item.scale is not None:
        return InputError(
            N_("”%(value)s” är ingen nivå. Skriv ett heltal från 1 till %(high)s, ”ej relevant” eller ”vet inte”."),
            field=field, value=text[:60], high=len(item.scale.levels),
        )  # fmt: skip
    if item.choices:
        return InputError(
            N_("”%(value)s” är inget av svaren. Skriv något av: %(choices)s."),
            field=field, value=text[:60], choices=_listed(item.choices),
        )  # fmt: skip
    if item.kind is Kind.NUMBER:
        return InputError(
            N_("”%(value)s” är inget tal som frågan tar. Skriv ett tal med siffror."),
            field=field,
            value=text[:60],
        )
    return InputError(
        N_("”%(value)s” går inte att läsa som svar på frågan. Rätta cellen."), field=field, value=text[:60]
    )


def _listed(choices: tuple[Choice, ...]) -> str:
    return ", ".join(f"”{choice.title.say('sv')}”" for choice in choices)
