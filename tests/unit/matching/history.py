"""Decisions to learn from: single ones for telling, and a made-up history with a taste that no text shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from matching.learned.decided import Floats, LearnedFrom, Profile, dimensions, profile
from matching.learned.neighbours import Neighbours
from matching.learned.policy import default_policy

TODAY = date(2026, 11, 28)
POLICY = default_policy()
THEMES = ("energy", "production_automation", "skills_workforce", "quality", "sustainability_circular")
CONCEPTS = tuple(f"{theme}-{number}" for theme in THEMES for number in range(6))
NAMES = dimensions(CONCEPTS, THEMES)
SUPPORTS = tuple(f"s{number:02}" for number in range(40))
SHOWN = 8
WORTH = 20.0


def about(*concepts: str, theme: str = "energy") -> dict[str, float]:
    """The profile of a need about these concepts, all equally telling."""
    return profile(dict.fromkeys(concepts, 1.0), theme, lambda _: 1.0, POLICY)


def values_of(table: Neighbours, asked: Profile, need: str = "") -> Floats:
    """Every support's value for a need: the product, or what the others say where the need has decided itself."""
    values = np.asarray(table.rows @ np.array([asked.get(name, 0.0) for name in NAMES]), dtype=np.float64)
    for row, own in table.own(need).items():
        values[row] = own
    return values


def decided(number: int, decision: str = "accepted", **fields: Any) -> LearnedFrom:
    """One decision about support s for a need about energy-0; advisors take turns."""
    known: dict[str, Any] = {
        "need": f"n{number}",
        "support": "s",
        "profile": about("energy-0"),
        "advisor": f"a{number % 4}",
        "at": TODAY,
    }
    return LearnedFrom(decision=decision, **{**known, **fields})


@dataclass(frozen=True)
class History:
    """Needs in order, what the model scored them, how likely each support truly is taken, and what was decided."""

    profiles: list[dict[str, float]]
    scores: Floats
    likely: Floats
    rows: list[LearnedFrom]


def history(needs: int, seed: int) -> History:
    """Six advisors decide on the eight best of each need; half of what they go by stands in no text."""
    world, luck = np.random.default_rng(7), np.random.default_rng(seed)
    named = world.random((len(SUPPORTS), len(CONCEPTS))) < 0.2
    taste = world.normal(size=(len(SUPPORTS), len(CONCEPTS)))
    profiles, all_scores, all_likely, rows = [], [], [], []
    for number in range(needs):
        theme = int(luck.integers(len(THEMES)))
        chosen = theme * 6 + luck.choice(6, size=2, replace=False)
        words = 10 + 20 * named[:, chosen].sum(axis=1) + luck.normal(0, 4, len(SUPPORTS))
        place = luck.choice([0.0, 10.0], len(SUPPORTS))
        likely = 1 / (1 + np.exp(1.2 - 0.05 * (words - 40) - 1.4 * taste[:, chosen].mean(axis=1)))
        profiles.append(about(*(CONCEPTS[each] for each in chosen), theme=THEMES[theme]))
        all_scores.append(words + place)
        all_likely.append(likely)
        for at in np.argsort(-(words + place))[:SHOWN]:
            taken = luck.random() < likely[at]
            rows.append(
                LearnedFrom(
                    need=f"{seed}-{number}",
                    support=SUPPORTS[at],
                    decision="accepted" if taken else "rejected",
                    profile=profiles[-1],
                    advisor=f"a{number % 6}",
                    at=TODAY - timedelta(days=int(luck.integers(300))),
                    points={"words": float(words[at]), "place": float(place[at])},
                    score=float(words[at] + place[at]),
                )
            )
    return History(profiles, np.array(all_scores), np.array(all_likely), rows)
