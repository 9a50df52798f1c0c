"""Why a support fits or not, in sentences an advisor would say to a managing director, in Swedish and English."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matching.criteria import TRUTH_OPS
from matching.fits import Told, fits
from matching.types import Answer, Contribution, CriterionResult, Match, Need, Op, Reason, Support
from matching.wording import Names, about_fact, has_phrase, named, number, phrase

WINDOW = {"at_least": "opens", "at_most": "closes"}
CITED = 3  # the strongest contributions are said, the rest are shown as points; what decisions gave is always said
LOOSE = 0.12  # share of a feature below which it is not worth a sentence
SAID_IN_CHANGE = ("under", "not_under", "one_of", "none_of", "true", "false")
LOWERED = ("sni", "applicant", "legal_form", "size_class")


@dataclass(frozen=True, slots=True)
class CriterionText:
    """One criterion for reading: what the company is, what is asked for, what would mend it, what to ask."""

    statement: str
    requirement: str
    change: str = ""
    question: str = ""


def feature_name(feature: str, language: str) -> str:
    return phrase("features", feature, language)


def explanation(match: Match, support: Support, need: Need, language: str, names: Names) -> str:
    """One to three sentences on why this fits; they cite only the match's contributions."""
    by_points = sorted(match.contributions, key=lambda each: (_fills(each, match), -each.points))
    told = Told(match, support, need, language, names)
    said = [fits(each, told) for each in by_points if each.value > LOOSE]
    always = [learned_text(each, language) for each in by_points if each.feature == "decisions"]
    if support.eligibility.consortium_required:
        always.insert(0, phrase("fits", "size_joint", language))
    always = [each for each in always if each]
    sentences = [each for each in said if each][: CITED - len(always)] + always
    return " ".join(sentences) or phrase("fits", "few_words", language)


def _fills(share: Contribution, match: Match) -> bool:
    """Whether a contribution only tells what most supports have: no deadline. It is said where there is room."""
    return share.feature == "time" and match.deadline is None


def learned_text(share: Contribution, language: str) -> str:
    """What earlier decisions gave or took, and the counts behind it ("6|8": taken for 6 of 8 alike); "" for nothing."""
    if not share.points:
        return ""
    taken, like = (int(each) for each in (share.evidence[0] if share.evidence else "0|0").split("|"))
    key, agree = ("more", 2 * taken >= like) if share.points > 0 else ("less", 2 * taken < like)
    key += "_near" if not like or not agree else "_one" if like == 1 else ""
    points = number(abs(share.points), language)
    return phrase("learned", key, language, like=like, taken=taken, points=points)


def chance_text(chance: float, decisions: int, language: str) -> str:
    """How often such a match was accepted, and how many decisions say so."""
    percent = number(round(100 * chance), language)
    return phrase("learned", "chance", language, percent=percent, count=number(decisions, language))


def criterion_text(result: CriterionResult, language: str, names: Names) -> CriterionText:
    """One criterion's answer in words."""
    change = change_text(result.change, language, names) if result.change else ""
    question = _question(result, language) if result.result is Answer.UNKNOWN else ""
    return CriterionText(
        _statement(result, language, names), _requirement(result, language, names), change, question
    )


def reason_text(result: CriterionResult, language: str, names: Names) -> str:
    """One criterion's answer on a line: what the company is, and what is asked for."""
    text = criterion_text(result, language, names)
    return f"{text.statement} ({text.requirement})" if text.requirement else text.statement


def near_text(match: Match, language: str, names: Names) -> tuple[str, str]:
    """Why a relevant support is not possible, and what would have to change, with how many other rules refuse it."""
    refused = [each for each in match.criteria if each.result is Answer.NO]
    texts = [criterion_text(each, language, names) for each in refused]
    if not texts:
        return "", ""
    at = next((at for at, each in enumerate(texts) if each.change), 0)
    text, named_in_change = texts[at], refused[at].reason.code in SAID_IN_CHANGE
    whole = text.requirement and not named_in_change
    others = len(texts) - 1
    key = "refuses_one" if others == 1 else "refuses"
    more = phrase("words", key, language, count=others) if others else ""
    said = f"{text.statement}, {text.requirement}" if whole else text.statement
    return said, ". ".join(each for each in (text.change, more) if each)


def change_text(change: Reason, language: str, names: Names) -> str:
    """What would have to be otherwise, as in "2 anställda för många"."""
    fact, values = str(change.values.get("fact", "")), change.values
    key, kind = change.code, fact.partition(":")[0]
    if "day" in values and has_phrase("changes", f"{kind}_{key}_on"):
        return phrase("changes", f"{kind}_{key}_on", language, day=named("", values["day"], language, names))
    if key == "become":
        key = "become_true" if values.get("limit") is True else "become_false"
    key = f"{kind}_{key}" if has_phrase("changes", f"{kind}_{key}") else key
    if values.get("amount") == 1 and has_phrase("changes", f"{key}_one"):
        key = f"{key}_one"
    days = change.code in ("later", "earlier")
    amount = named("days" if days else fact, values.get("amount"), language, names)
    limit = named(fact, values.get("limit"), language, names)
    return phrase("changes", key, language, amount=amount, limit=_inner(fact, limit))


def why_text(reasons: Sequence[Reason], language: str, names: Names) -> str:
    """Why a need has nothing good, as sentences."""
    return " ".join(_why(each, language, names) for each in reasons)


def _why(reason: Reason, language: str, names: Names) -> str:
    values = {name: named("", value, language, names) for name, value in reason.values.items()}
    if "theme" in values:
        values["theme"] = _lower(named("theme", reason.values["theme"], language, names))
    key = reason.code
    if reason.values.get("count") == 1 and has_phrase("why", f"{key}_one"):
        key = f"{key}_one"
    return phrase("why", key, language, **values)


def _statement(result: CriterionResult, language: str, names: Names) -> str:
    fact, values = result.fact, result.reason.values
    if result.reason.code in ("consortium", "any_of"):
        return phrase("statements", result.reason.code, language)
    have = values.get("have")
    if fact == "today":
        key = f"today_{result.result.value}_{WINDOW.get(result.reason.code, 'closes')}"
        if has_phrase("statements", key):
            return phrase(
                "statements", key, language, limit=named(fact, values.get("limit"), language, names)
            )
    if result.result is Answer.UNKNOWN or have is None:
        return phrase("statements", "unknown", language, fact=_fact(fact, language))
    key = f"{fact}_one" if have == 1 and not isinstance(have, bool) else f"{fact}_{result.result.value}"
    key = key if has_phrase("statements", key) else fact
    if not has_phrase("statements", key):
        key = {True: "other_true", False: "other_false"}[have] if isinstance(have, bool) else "other"
    shown = named(fact, have, language, names)
    return _sentence(phrase("statements", key, language, have=shown, fact=_fact(fact, language)))


def _requirement(result: CriterionResult, language: str, names: Names) -> str:
    fact, values, code = result.fact, result.reason.values, result.reason.code
    if values.get("answer") == "unlimited" or code == "any_of":
        return ""
    if fact == "today" and code in WINDOW:
        return ""
    own = (fact == "applicant" and "limit" in values) or (fact == "member" and code in TRUTH_OPS)
    key = fact if own and code not in (Op.NONE_OF, Op.NOT_UNDER, Op.FALSE) else code
    shown = {
        name: _inner(fact, named(fact, values[name], language, names))
        for name in ("limit", "low", "high")
        if name in values
    }
    text = phrase("requirements", key, language, **shown)
    if fact == "employees" and code not in ("one_of", "none_of"):
        return phrase("requirements", "employees", language, requirement=text)
    return text


def _question(result: CriterionResult, language: str) -> str:
    """A quoted yes-or-no condition is asked by its own words, any other fact by its name where it has one."""
    asked = about_fact("questions", result.fact, language)
    if result.clause and (not asked or result.reason.code in (Op.TRUE, Op.FALSE)):
        return phrase("questions", "clause", language, clause=result.clause)
    return asked or phrase("questions", "other", language, fact=_fact(result.fact, language))


def _fact(fact: str, language: str) -> str:
    return about_fact("facts", fact, language) or _sentence(fact.replace("_", " "))


def _inner(fact: str, text: str) -> str:
    """A name inside a sentence: kinds of companies lose their capital, places and days keep it."""
    return _lower(text) if fact in LOWERED else text


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
