"""Words that no dictionary has, read as the nearest word of the lexicon: slips of the fingers, dots left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from matching.words.compounds import known_words, parts_of
from matching.words.dictionary import is_word
from matching.words.tables import lexicon
from matching.words.terms import known_terms

SHORTEST = 5  # letters of a word that may have one slip
LONG = 9  # letters of a word that may have two
SHORTEST_STEM = 6  # letters of a beginning that other endings follow
DOTS = str.maketrans("åäöé", "aaoe")


@lru_cache(maxsize=200_000)
def right_spelling(word: str) -> str:
    """The word that was meant, or the word itself where it is known or nothing is surely nearest."""
    if len(word) < SHORTEST or not word.isalpha() or is_word(word):
        return word
    return _with_dots(word) or (word if _is_known(word) else _nearest(word) or word)


@cache
def _names() -> frozenset[str]:
    """Names with and without the s of a genitive."""
    names = str(lexicon("writing")["names"]).split()
    return frozenset(names) | {f"{name}s" for name in names}


def _is_known(word: str) -> bool:
    return word in _names() or word in _whole() or _begins(word) or len(parts_of(word)) > 1


def _begins(word: str) -> bool:
    """Whether it begins as the lexicon says that words of one kind do."""
    stems = _stems()
    return any(word[:end] in stems for end in range(2, len(word) + 1))


def _with_dots(word: str) -> str:
    """The word with the dots that were left out ("atgard"), where only one word is written so without them."""
    if word != word.translate(DOTS):
        return ""
    found = _undotted().get(word)
    if found is not None:
        return found
    for end in range(len(word), SHORTEST_STEM - 1, -1):
        stem = _undotted_stems().get(word[:end])
        if stem:
            return stem + word[end:]
    return ""


def _nearest(word: str) -> str:
    """The one word or beginning that is least away, with what follows it; empty where several are as near."""
    found: dict[str, int] = {}
    for other, away in (*_near_words(word), *_near_stems(word)):
        found[other] = min(away, found.get(other, away))
    least = min(found.values(), default=0)
    best = [other for other, away in found.items() if away == least]
    best = [other for other in best if is_word(other)] or best
    return best[0] if len(best) == 1 else ""


def _near_words(word: str) -> Iterator[tuple[str, int]]:
    slips = _slips(len(word))
    for other in _alike(word, _words_by_letter()):
        if abs(len(other) - len(word)) <= slips:
            away = OSA.distance(word, other, score_cutoff=slips)
            if away <= slips and _same_start(word, other, away):
                yield other, away


def _near_stems(word: str) -> Iterator[tuple[str, int]]:
    for stem in _alike(word, _stems_by_letter()):
        slips = _slips(len(stem))
        for end in range(len(stem) - slips, min(len(stem) + slips, len(word)) + 1):
            away = OSA.distance(word[:end], stem, score_cutoff=slips)
            whole = stem + word[end:]
            if 0 < away <= slips and _same_start(word, stem, away) and _may_end(whole, word[end:]):
                yield whole, away


def _may_end(whole: str, ending: str) -> bool:
    return not ending or ending in _endings() or is_word(whole) or len(parts_of(whole)) > 1


@cache
def _endings() -> frozenset[str]:
    return frozenset(str(lexicon("writing")["endings"]).split())


def _slips(length: int) -> int:
    return 2 if length >= LONG else 1


def _same_start(word: str, other: str, slips: int) -> bool:
    """First letters are seldom wrong, but change places with the second; two slips leave three letters in peace."""
    if slips > 1:
        return word[:3] == other[:3]
    return word[0] == other[0] or word[:2] == other[1::-1]


def _alike(word: str, by_letter: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for letter in dict.fromkeys(word[:2]):
        yield from by_letter.get(letter, ())


@cache
def _cues() -> frozenset[str]:
    groups = [*lexicon("concepts").values(), {"": {"cues": " ".join(lexicon("helps")["cues"].values())}}]
    return frozenset(cue for group in groups for entry in group.values() for cue in entry["cues"].split())


@cache
def _whole() -> frozenset[str]:
    return frozenset(cue for cue in _cues() if cue.isalpha()) | known_terms()


@cache
def _stems() -> frozenset[str]:
    return frozenset(cue[:-1] for cue in _cues() if cue.endswith("*") and cue[:-1].isalpha())


@cache
def _words_by_letter() -> Mapping[str, tuple[str, ...]]:
    return _by_letter(word for word in _whole() if len(word) >= SHORTEST)


@cache
def _stems_by_letter() -> Mapping[str, tuple[str, ...]]:
    return _by_letter(stem for stem in _stems() if len(stem) >= SHORTEST_STEM)


def _by_letter(words: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for word in sorted(words):
        found.setdefault(word[0], []).append(word)
    return {letter: tuple(each) for letter, each in found.items()}


@cache
def _undotted() -> Mapping[str, str]:
    return _without_dots(known_words() | _whole())


@cache
def _undotted_stems() -> Mapping[str, str]:
    return _without_dots(stem for stem in _stems() if len(stem) >= SHORTEST_STEM)


def _without_dots(words: Iterable[str]) -> Mapping[str, str]:
    """Spelling without dots -> the word; spellings that several words share are left out."""
    found: dict[str, str] = {}
    for word in sorted(words):
        bare = word.translate(DOTS)
        if bare != word:
            found[bare] = "" if bare in found else word
    return found
