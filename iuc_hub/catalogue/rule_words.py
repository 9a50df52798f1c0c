"""What a support asks for in plain words, rule by rule, without a company to judge."""

from collections.abc import Mapping

from iuc_hub import taxonomy
from iuc_hub.companies.fact_catalogue import fact_catalogue
from iuc_hub.errors import N_, FileError
from iuc_hub.exchange.rows import Fields
from iuc_hub.exchange.rules import read_rules
from iuc_hub.web.format import Reader
from matching.criteria import evaluate
from matching.explain import criterion_text
from matching.types import AnyOf, Rule
from matching.wording import about_fact

SAYS_ITS_FACT = frozenset(
    {"employees", "county", "municipality_code", "sni", "legal_form", "applicant", "member"}
)
"""Facts that a rule's words name by themselves: "lägst 10 anställda"."""


def rule_words(rule: Rule, reader: Reader) -> str:
    """What the rule asks for, as a sentence: "Omsättningen: lägst 1 500 000 kr".

    About a fact that no list has, a rule speaks by the words that it quotes.
    """
    if isinstance(rule, AnyOf):
        parts = "; ".join(_lowered(rule_words(each, reader)) for each in rule.rules)
        return reader.say(N_("Minst ett av: %(parts)s")) % {"parts": parts}
    language = reader.locale.language
    if rule.clause and not (about_fact("facts", rule.fact, language) or rule.fact in fact_catalogue()):
        return rule.clause
    text = criterion_text(evaluate(rule, {}, taxonomy.hierarchies()), language, taxonomy.names(language))
    said = text.requirement or text.statement
    if text.requirement and rule.fact not in SAYS_ITS_FACT:
        said = f"{fact_words(rule.fact, language)}: {said}"
    return said[:1].upper() + said[1:]


def fact_words(fact: str, language: str) -> str:
    """How a fact is named in a sentence; one that no list has is named by its code's words."""
    known = fact_catalogue().get(fact)
    words = about_fact("facts", fact, language)
    words = words or (known.name(language) if known else fact.replace("_", " "))
    return words[:1].upper() + words[1:]


def rule_text(record: Mapping[str, object], reader: Reader) -> str:
    """A stored rule in words, with the text it quotes; an unreadable one says only what it quotes."""
    clause = str(record.get("clause", ""))
    try:
        rule = read_rules(Fields({"criteria": [dict(record)]}, "", 1), "criteria")[0]
    except FileError:
        return clause
    words = rule_words(rule, reader)
    return f"{words} (”{clause}”)" if clause not in ("", words) else words


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
