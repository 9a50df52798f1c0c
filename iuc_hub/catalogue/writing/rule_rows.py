"""A support's own rules as rows that people type in, and rows as rules again."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from iuc_hub import taxonomy
from iuc_hub.catalogue.records import Record
from iuc_hub.catalogue.rule_words import fact_words
from iuc_hub.companies.fact_catalogue import fact_catalogue
from iuc_hub.errors import N_, InputError
from matching.criteria import CODE_OPS, LIST_OPS, TRUTH_OPS
from matching.types import Op

IS_WORDS: Mapping[Op, str] = {
    Op.AT_LEAST: N_("är minst"), Op.AT_MOST: N_("är högst"), Op.BETWEEN: N_("är mellan"),
    Op.TRUE: N_("stämmer"), Op.FALSE: N_("stämmer inte"), Op.ONE_OF: N_("är något av"),
    Op.NONE_OF: N_("är inget av"), Op.UNDER: N_("hör till"), Op.NOT_UNDER: N_("hör inte till"),
    Op.BEFORE: N_("är före"), Op.AFTER: N_("är efter"),
}  # fmt: skip
"""How each comparison is said, in the order they are offered."""
LANGUAGES = ("sv", "en")
NAMED: Mapping[str, Callable[[], taxonomy.CodeList]] = {
    "county": taxonomy.counties, "municipality_code": taxonomy.municipalities,
    "legal_form": taxonomy.legal_forms, "applicant": taxonomy.applicants,
}  # fmt: skip
"""Facts whose values are codes that people know by name."""
NUMBER = re.compile(r"-?\d{1,15}(?:[.,]\d{1,6})?")
CODE = re.compile(r"-?0\d")
"""What begins with a zero is a code or a postcode, and no number."""
ENDS = re.compile(r"\s*(?:–|—|;|\btill\b|(?<=\d)\s*-\s*(?=\d))\s*")
GROUPED_FROM = 10_000


@dataclass(frozen=True)
class RuleRow:
    """One rule as it is typed; ``kept`` is the rule that the row was opened with, as JSON, empty for a new one."""

    fact: str = ""
    op: str = ""
    value: str = ""
    clause: str = ""
    kept: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.fact.strip() or self.value.strip() or self.clause.strip() or self.kept)

    @property
    def is_whole(self) -> bool:
        """Whether it is a rule of several parts, which is kept or taken away as it is."""
        return bool(self.kept) and "any_of" in _kept(self.kept)


def row_of(rule: Record, language: str) -> RuleRow:
    """The row that a stored rule is shown as."""
    kept = json.dumps(rule, ensure_ascii=False, sort_keys=True)
    clause = str(rule.get("clause", ""))
    if "any_of" in rule:
        return RuleRow(clause=clause, kept=kept)
    fact, op = str(rule["fact"]), str(rule["is"])
    return RuleRow(fact_name(fact, language), op, _shown(rule, language), clause, kept)


def rule_of(row: RuleRow, language: str) -> Record:
    """The rule that a row says; each part that was not changed is exactly as in the rule it was opened with.

    Raises:
        InputError: by the row's part, for a value that can't be read.
    """
    before = _kept(row.kept)
    opened = row_of(before, language) if before else RuleRow()
    if before and (row.is_whole or opened == row):
        return before
    op = Op(row.op) if row.op in tuple(Op) else None
    if not row.fact.strip():
        raise InputError(N_("Skriv vad villkoret gäller, till exempel Anställda."), field="fact")
    if op is None:
        raise InputError(N_("Välj hur det ska jämföras."), field="op")
    fact = str(before["fact"]) if before and row.fact == opened.fact else fact_code(row.fact)
    clause = {"clause": row.clause.strip()} if row.clause.strip() else {}
    return {"fact": fact, "is": op.value, **_value_of(row, fact, op, before, language), **clause}


def _value_of(row: RuleRow, fact: str, op: Op, before: Record, language: str) -> Record:
    if op in TRUTH_OPS:
        return {}
    stands = before if before.get("fact") == fact and "value" in before else {}
    if stands and op.value == stands["is"] and row.value == _shown(stands, language):
        return {"value": stands["value"]}
    items = stands.get("value")
    told = {_item_shown(fact, each, language): each for each in items} if isinstance(items, list) else {}
    return {"value": _read(fact, op, row.value, told)}


def fact_name(code: str, language: str) -> str:
    """What a fact is called; one that no list has is called by its code's words."""
    known = fact_catalogue().get(code)
    if known:
        return known.name(language)
    return fact_words(code, language)


def fact_code(typed: str) -> str:
    """The fact that somebody means; own words become a fact of their own, which the company is asked about."""
    words = " ".join(typed.split())
    return _codes().get(words.casefold(), words.replace(" ", "_"))


def offered_facts(language: str) -> list[str]:
    """The names of the facts that are known, in order."""
    return [fact_name(code, language) for code in (*fact_catalogue(), *NAMED) if code != "sni_version"]


@cache
def _codes() -> Mapping[str, str]:
    known = (*fact_catalogue(), *NAMED)
    return {fact_name(code, language).casefold(): code for code in known for language in LANGUAGES} | {
        code: code for code in known
    }


def _kept(text: str) -> Record:
    """The rule of a hidden field; nothing where somebody has written in it."""
    try:
        found = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) and ("any_of" in found or {"fact", "is"} <= found.keys()) else {}


def _shown(rule: Record, language: str) -> str:
    """The value of a rule: several stand with semicolons, the ends of a span with a dash."""
    fact, value = str(rule["fact"]), rule.get("value")
    items = value if isinstance(value, list) else [value]
    between = "–" if rule["is"] == Op.BETWEEN.value else "; "
    return between.join(_item_shown(fact, each, language) for each in items)


def _item_shown(fact: str, value: object, language: str) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        entry = NAMED[fact]().get(str(value)) if fact in NAMED else None
        if entry is None and fact in NAMED and (wider := _codes_under(fact).get(str(value))):
            return wider.name(language)
        return (entry.short or entry.name(language)) if entry else str("" if value is None else value)
    text = f"{value:,}" if abs(value) >= GROUPED_FROM else str(value)
    return text.removesuffix(".0").replace(",", " ").replace(".", ",")


def _codes_under(fact: str) -> taxonomy.CodeList:
    """The codes that a fact's value may be, or belong to: a municipality belongs to its county."""
    return NAMED[fact]() if fact != "municipality_code" else {**NAMED[fact](), **taxonomy.counties()}


def _read(fact: str, op: Op, text: str, told: Mapping[str, object]) -> object:
    """The value of what was typed; ``told`` holds the items that stood there, as they were shown."""
    if not text.strip():
        raise InputError(N_("Skriv värdet som det ska jämföras med."), field="value")
    if op in CODE_OPS or op in LIST_OPS:
        ends = r"[;\n]" if ";" in text or text.strip() in told else r"[;,\n]"
        items = [each.strip() for each in re.split(ends, text) if each.strip()]
        return [told[each] if each in told else _item(fact, op, each) for each in items]
    if op is Op.BETWEEN:
        return [_ordered(each) for each in ENDS.split(text.strip()) if each]
    return _ordered(text)


def _item(fact: str, op: Op, text: str) -> object:
    if fact in NAMED:
        return named_code(_codes_under(fact) if op in CODE_OPS else NAMED[fact](), text, "value")
    is_number = op in LIST_OPS and fact != "sni" and NUMBER.fullmatch(text) and not CODE.match(text)
    return _number(text) if is_number else text


def _ordered(text: str) -> object:
    """A number, or a day as it is written."""
    plain = "".join(text.split()).removesuffix("kr").removesuffix("%")
    if NUMBER.fullmatch(plain):
        return _number(plain)
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text.strip()):
        message = N_("”%(value)s” är varken ett tal eller ett datum. Skriv till exempel 34 eller 2026-11-24.")
        raise InputError(message, field="value", value=text.strip()[:60])
    return text.strip()


def _number(text: str) -> int | float:
    plain = text.replace(",", ".")
    return float(plain) if "." in plain else int(plain)


def named_code(codes: taxonomy.CodeList, text: str, field: str) -> str:
    """The code of a name in either language, or the code itself.

    Raises:
        InputError: for a name that the list lacks.
    """
    wanted = text.casefold()
    for code, entry in codes.items():
        if wanted in {code.casefold(), entry.sv.casefold(), entry.en.casefold(), entry.short.casefold()}:
            return code
    raise InputError(
        N_("”%(value)s” finns inte i listan. Kontrollera stavningen."), field=field, value=text[:60]
    )
