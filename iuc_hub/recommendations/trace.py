"""How a stored match was computed, in words: the facts it used, its parts, criteria and what a replay says."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from iuc_hub.errors import N_
from iuc_hub.recommendations import inputs
from iuc_hub.recommendations.cards import Part, Rule, chance_of, parts_of, rules_of
from iuc_hub.recommendations.models import MatchRun, NeedResult
from iuc_hub.recommendations.questions import fact_name
from iuc_hub.recommendations.replay import Difference, Replay
from iuc_hub.taxonomy import names
from matching.explain import explanation
from matching.wording import named

WORDS = {
    Difference.MODEL: N_(
        "Den version av matchningen som räknade då finns inte kvar, eller går inte att läsa längre."
    ),
    Difference.MODEL_TAMPERED: N_("Den version av matchningen som räknade då har ändrats efteråt."),
    Difference.LEXICON: N_("Ordlistan som följer med är en annan än då."),
    Difference.SUPPORT_LOST: N_("Stödets dåvarande lydelse finns inte kvar, så det går inte att räkna om."),
    Difference.NOT_FOUND: N_("Stödet går inte längre att räkna för behovet."),
    Difference.SCORE: N_("Poängen blir en annan."),
    Difference.VERDICT: N_("Svaret på om företaget kan få stödet blir ett annat."),
    Difference.CONTRIBUTIONS: N_("Poängens delar blir andra."),
    Difference.CRITERIA: N_("Villkorens svar blir andra."),
    Difference.DEADLINE: N_("Sista dagen blir en annan."),
    Difference.CHANCE: N_("Chansen blir en annan."),
    Difference.INDEX: N_("Listans poäng stämmer inte med det som sparats om träffen."),
    Difference.RUN: N_("Uppgifter om företaget eller körningen är ändrade efter att de sparades."),
    Difference.NEED: N_("Behovet är ändrat efter att det sparades med träffen."),
    Difference.RESULT: N_("Det som sparades om behovet i sin helhet är ändrat efteråt."),
    Difference.SUPPORT: N_("Stödets dåvarande lydelse är ändrad efter att den sparades."),
    Difference.FOUND: N_("Det som sparades om träffen är ändrat efteråt."),
}
PARTS = {
    "day": N_("dagen"),
    "model": N_("modellens namn"),
    "catalogue": N_("katalogens läge"),
    "company": N_("företagets namn"),
    "holds": N_("anteckningen om vilken dag som resultatet senast gällde"),
    "need:id": N_("vilket behov det är"),
    "need:area": N_("behovets område"),
    "need:rule_version": N_("vilken regel som gav behovet"),
    "need:as_of": N_("behovets dag"),
    "need:text": N_("behovets text"),
    "need:theme": N_("behovets tema"),
    "need:priority": N_("behovets vikt"),
    "need:helps": N_("hjälpen som behövs"),
    "need:planned_sek": N_("den planerade summan"),
    "unmet": N_("om något passar behovet"),
    "why": N_("varför inget passar behovet"),
    "support": N_("stödets lydelse"),
    "found": N_("det som sparades om träffen"),
}
"""What can have been written over; facts have their own names."""


def changed_words(names: Sequence[str], language: str, say: Callable[[str], str]) -> list[str]:
    """What was written over, in words; a part of a need that has none is told as the database calls it."""
    return [
        fact_name(name.partition(":")[2], language)
        if name.startswith("fact:")
        else say(PARTS[name])
        if name in PARTS
        else name
        for name in names
    ]


@dataclass(frozen=True)
class Traced:
    """A stored match with its inputs in the words of one language."""

    why: str
    chance: str
    parts: Sequence[Part]
    rules: Sequence[Rule]
    facts: Sequence[tuple[str, str]]
    need_text: str
    need_theme: str
    rule_version: str
    differences: Sequence[str]
    """msgids"""


def traced(again: Replay, result: NeedResult, run: MatchRun, language: str) -> Traced:
    """What a replay was made from and what it found."""
    need = inputs.unpinned_need(result.need, run.company)
    words = names(language)
    return Traced(
        why=explanation(again.stored, again.support, need, language, words) if again.support else "",
        chance=chance_of(again.stored, again.model, language) if again.model else "",
        parts=parts_of(again.stored, language),
        rules=rules_of(again.stored, language),
        facts=[
            (fact_name(fact, language), named(fact, value, language, words))
            for fact, value in need.company.facts.items()
        ],
        need_text=need.text,
        need_theme=words["theme"].get(need.theme, need.theme),
        rule_version=str(result.need.get("rule_version", "")),
        differences=[WORDS[each] for each in again.differences],
    )
