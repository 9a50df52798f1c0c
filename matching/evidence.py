"""What a match's points were read from: the words that need and support share, the kinds of help."""

from __future__ import annotations

from collections.abc import Mapping

from matching import features
from matching.eligibility import deadline_of
from matching.profiles import Profiles
from matching.words.amounts import SCALE
from matching.words.concepts import GENERAL, NEAR

MOST, WORDS = 3, 2  # concepts that are shown, and words for each
PLENTY, HURRY = 1.0, 0.5  # values of the deadline from which there is plenty of time, and up to which little
USUAL = "usual:"  # before a kind of help that such needs mostly ask for
ASKED, GIVEN = 0.2, 0.5  # shares from which a kind of help is named; words alone never say that it is given


def evidence(asked: Profiles, need: int, row: int) -> Mapping[str, tuple[str, ...]]:
    """Feature -> what it was read from; features without anything to show are left out."""
    return {
        "words": _words(asked, need, row),
        "help": _helps(asked, need, row),
        "decisions": _decisions(asked, need, row),
        "time": _time_left(asked, need, row),
    }


def _words(asked: Profiles, need: int, row: int) -> tuple[str, ...]:
    """Entries "concept|words of the need|word of the support" for what the support is about, most telling first.

    Each of the need's concepts is laid at the support's concept that is nearest to it; where any is nearer than a
    neighbour, neighbours are left out.
    """
    model, theirs = asked.index.model, asked.index.words_of(row)
    at, spread = model.lexicon.number, model.lexicon.spread
    found: dict[str, list[tuple[float, float, str]]] = {}
    for concept, (weight, words) in asked.mentions(need).items():
        kin = {other: float(spread[at[concept], at[other]]) for other in theirs}
        best = max(kin, key=lambda other: (kin[other], other), default="")
        ours = next((word for word in words if word not in SCALE), "")
        if best and kin[best] > 0 and ours:
            telling = weight * model.concept_idf(concept) * kin[best]
            found.setdefault(best, []).append((kin[best], telling, ours))
    specific = {other: said for other, said in found.items() if model.lexicon.theme_of[other] != GENERAL}
    found = specific or found
    close = {other: said for other, said in found.items() if max(each[0] for each in said) > NEAR}
    ranked = sorted((close or found).items(), key=lambda each: (-sum(one[1] for one in each[1]), each[0]))
    return tuple(f"{other}|{_ours(said)}|{theirs[other]}" for other, said in ranked[:MOST])


def _ours(said: list[tuple[float, float, str]]) -> str:
    """The need's most telling words, parted by commas."""
    words = [word for _, _, word in sorted(said, key=lambda each: (-each[1], each[2]))]
    return ",".join(list(dict.fromkeys(words))[:WORDS])


def _helps(asked: Profiles, need: int, row: int) -> tuple[str, ...]:
    """The kinds of help that are plainly asked for and plainly given, best answered first.

    A kind that the note does not speak of but that such needs usually ask for is marked with USUAL.
    """
    shares, given = asked.helps[need], asked.index.helps[row]
    said = {*asked.needs[need].helps, *features.help_words(asked.texts[need])}
    both = [
        (float(shares[at] * given[at]), kind)
        for at, kind in enumerate(features.help_ids())
        if shares[at] >= ASKED and given[at] > GIVEN
    ]
    best = [kind for _, kind in sorted(both, key=lambda pair: (-pair[0], pair[1]))][:2]
    return tuple(kind if kind in said else f"{USUAL}{kind}" for kind in best)


def _decisions(asked: Profiles, need: int, row: int) -> tuple[str, ...]:
    """For how many of how many decided needs like this one the support was taken, as "6|8"."""
    support = asked.index.supports[row].id
    if support not in asked.index.model.learned_.votes:
        return ()
    told = asked.index.neighbours.told(support, asked.profile(need), asked.needs[need].id)
    return (f"{told.taken}|{told.like}",) if told.like else ()


def _time_left(asked: Profiles, need: int, row: int) -> tuple[str, ...]:
    """Whether the deadline leaves plenty of time, time to begin now, or little; nothing where there is none.

    It changes on the days when the column of time does, so a stored match stays as it is in between.
    """
    index, today = asked.index, asked.today[need]
    if deadline_of(index.supports[row], today) is None:
        return ()
    value = float(index.figures.time(today)[row])
    return ("plenty" if value >= PLENTY else "begin" if value > HURRY else "hurry",)
