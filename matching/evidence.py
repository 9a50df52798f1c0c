"""What a match's points were read from: the words that need and support share, the kinds of help."""

from __future__ import annotations

from collections.abc import Mapping

from matching import features
from matching.amounts import SCALE
from matching.profiles import Profiles

MOST = 3
ASKED, GIVEN = 0.2, 0.5  # shares from which a kind of help is named; words alone never say that it is given


def evidence(asked: Profiles, need: int, row: int) -> Mapping[str, tuple[str, ...]]:
    """Feature -> what it was read from; features without anything to show are left out."""
    return {
        "words": _words(asked, need, row),
        "help": _helps(asked, need, row),
        "decisions": _decisions(asked, need, row),
    }


def _words(asked: Profiles, need: int, row: int) -> tuple[str, ...]:
    """Pairs "word of the need|word of the support" for the concepts they share, most telling first."""
    model = asked.index.model
    theirs, at = asked.index.words_of(row), model.lexicon.number
    pairs: list[tuple[float, str]] = []
    for concept, (weight, words) in asked.mentions(need).items():
        kin = {other: float(model.lexicon.spread[at[concept], at[other]]) for other in theirs}
        best = max(kin, key=lambda other: (kin[other], other), default="")
        if best and kin[best] > 0:
            ours = next((word for word in words if word not in SCALE), "")
            pairs.append(
                (weight * model.concept_idf(concept) * kin[best], f"{ours}|{theirs[best]}" if ours else "")
            )
    pairs.sort(key=lambda pair: (-pair[0], pair[1]))
    return tuple(dict.fromkeys(text for _, text in pairs if text))[:MOST]


def _helps(asked: Profiles, need: int, row: int) -> tuple[str, ...]:
    """The kinds of help that are plainly asked for and plainly given, best answered first."""
    shares, given = asked.helps[need], asked.index.helps[row]
    both = [
        (float(shares[at] * given[at]), kind)
        for at, kind in enumerate(features.help_ids())
        if shares[at] >= ASKED and given[at] > GIVEN
    ]
    return tuple(kind for _, kind in sorted(both, key=lambda pair: (-pair[0], pair[1])))[:2]


def _decisions(asked: Profiles, need: int, row: int) -> tuple[str, ...]:
    """For how many of how many decided needs like this one the support was taken, as "6|8"."""
    support = asked.index.supports[row].id
    if support not in asked.index.model.learned_.votes:
        return ()
    told = asked.index.neighbours.told(support, asked.profile(need), asked.needs[need].id)
    return (f"{told.taken}|{told.like}",) if told.like else ()
