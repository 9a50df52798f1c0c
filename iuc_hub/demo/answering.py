"""An invented company's answers: levels that follow its size and branch, rows of its trade, words that fit them."""

import random
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from iuc_hub.demo.pools import Asides, Sentence, Words
from iuc_hub.demo.profile import Profile, chance

AREAS = "BCDEFGHIJ"
MATURITY = {
    "B": ("B1", "B3"),
    "C": ("C2", "C3"),
    "D": ("D1", "D2", "D4"),
    "E": ("E1", "E3"),
    "F": ("F1", "F3"),
    "G": ("G1", "G2"),
    "H": ("H2", "H3"),
    "I": ("I1", "I3"),
    "J": ("J1",),
}
LARGE_SHARE = 40
SIZES = ((10, "under_10"), (50, "from_10"), (250, "from_50"))
AI_USES = ("office", "quotes", "quality", "planning", "maintenance", "design")
TOP = 5
NONE = {"state": "not_relevant"}
CONTENT: Mapping[str, Mapping[str, object]] = {
    "B": {"B2": "no", "B4": "keep"},
    "C": {"C1": 18, "C4": "full"},
    "D": {"D3": NONE},
    "E": {"E2": "no"},
    "F": {"F2": NONE},
    "G": {"G3": "half_year", "G4": ["office"]},
    "H": {"H1": NONE},
    "I": {"I2": ["nobody"]},
    "J": {"J2": NONE, "J3": "no", "J4": {"state": "dont_know"}},
}
"""What a company answers that has what it wants."""
Answers = dict[str, object]


class Interviewed:
    """Draws one company's answers; sentences that were said before are not said again."""

    def __init__(
        self, rng: random.Random, profile: Profile, words: Words, asides: Asides, said: set[str]
    ) -> None:
        self._rng, self._profile, self._words, self._asides, self._said = rng, profile, words, asides, said
        self._gaps: dict[str, int] = {}
        self._fired: set[str] = set()

    def answers(self, held: date, areas: str = "ABCDEFGHIJK") -> Answers:
        """Everything asked in these areas, in the guide's order."""
        found: Answers = {}
        for area in areas:
            found |= self._area(area, held)
        return found

    def _area(self, area: str, held: date) -> Answers:
        if area == "A":
            return self._about_the_company(held)
        if area == "K":
            return self._place()
        found: Answers = dict(self._special(area, held))
        for question in MATURITY[area]:
            found[question] = self._level(area, question)
        return dict(sorted(found.items())) | self._ratings(area)

    def _level(self, area: str, question: str) -> dict[str, object]:
        drawn = self._profile.level(area) + self._rng.gauss(0, 0.55)
        now = max(1, min(TOP, round(drawn)))
        step = self._rng.choices((0, 1, 2), weights=self._profile.ambition)[0]
        self._gaps[question] = min(TOP, now + step) - now
        return {"now": now, "wanted": now + self._gaps[question]}

    def _ratings(self, area: str) -> Answers:
        """How urgent and how costly it is; where it is either, the words that go with it."""
        gap = max(self._gaps[one] for one in MATURITY[area])
        pressed = any(one.startswith(area) for one in self._fired)
        weights = (2, 5, 4, 1) if gap > 1 or pressed else (6, 5, 1, 0)
        urgency = self._rng.choices((0, 1, 2, 3), weights=weights)[0]
        impact = min(3, max(0, urgency + self._rng.choice((-1, 0, 0, 1))))
        found: Answers = {f"{area}.urgency": urgency, f"{area}.impact": impact}
        if (urgency or pressed) and (text := self._words_about(area)):
            found[f"{area}.words"] = text
        if urgency > 1 and chance(self._rng, 0.55) and (seen := self._asides.observations.get(area)):
            found[f"{area}.observation"] = self._unsaid(seen)
        return {code: value for code, value in found.items() if value != ""}

    def _words_about(self, area: str) -> str:
        """A sentence on what fired, else on the widest gap, else nothing."""
        by_question = self._words.areas[area]
        fired = [one for one in by_question if one in self._fired]
        gaps = sorted((one for one in by_question if self._gaps.get(one)), key=lambda one: -self._gaps[one])
        for question in [*fired, *gaps]:
            fitting = [one.text for one in by_question[question] if self._may_say(one)]
            if fitting and chance(self._rng, 0.85):
                return self._unsaid(tuple(fitting))
        return ""

    def _may_say(self, one: Sentence) -> bool:
        return one.text not in self._said and one.fits(self._profile.family, self._profile.employees)

    def _unsaid(self, texts: tuple[str, ...]) -> str:
        left = [text for text in texts if text not in self._said]
        if not left:
            return ""
        text = self._rng.choice(left)
        self._said.add(text)
        return text

    def _fires(self, question: str, share: float) -> bool:
        if chance(self._rng, share):
            self._fired.add(question)
            return True
        return False

    def _about_the_company(self, held: date) -> Answers:
        who = self._profile
        size = next((code for most, code in SIZES if who.employees < most), "from_250")
        found: Answers = {
            "A1": [{"industry": who.industry, "workplace": who.town, "size": size}],
            "A2": [{"turnover": who.turnover, "employees": who.employees, "export_share": who.export_share}],
            "A3": self._rng.choices(("partners", "statistics", "hub"), weights=(14, 4, 2))[0],
        }
        if chance(self._rng, 0.3):
            decided = held - timedelta(days=self._rng.randint(60, 900))
            amount = self._rng.choice((50_000, 100_000, 150_000, 250_000))
            name = self._rng.choice(self._asides.supports)
            row = {"support": name, "decided": decided.isoformat(), "amount": amount, "de_minimis": "yes"}
            found["A4"] = [row]
        else:
            found["A4"] = {"state": "not_relevant"}
        return found

    def _special(self, area: str, held: date) -> Mapping[str, object]:
        """The area's questions that are not about levels."""
        if self._profile.content:
            return CONTENT[area]
        special: Mapping[str, Callable[[], Answers]] = {
            "B": self._owners,
            "C": self._customers,
            "D": self._bottlenecks,
            "E": self._critical,
            "F": self._steps,
            "G": self._computers,
            "H": self._roles,
            "I": self._demands,
            "J": lambda: self._renewal(held),
        }
        return special[area]()

    def _owners(self) -> Answers:
        coming = chance(self._rng, 0.38)
        unsolved = coming and self._fires("B2", 0.55)
        wish = self._rng.choices(("grow", "keep", "shrink"), weights=(6, 4, 1))[0]
        if wish == "grow":
            self._gaps["B4"] = 1
        return {"B2": "unsolved" if unsolved else "solved" if coming else "no", "B4": wish}

    def _customers(self) -> Answers:
        share = min(85, round(self._rng.lognormvariate(3.2, 0.5)))
        if share > LARGE_SHARE:
            self._fired.add("C1")
        weak = self._fires("C4", 0.2)
        return {"C1": share, "C4": "weak" if weak else self._rng.choice(("full", "normal", "normal"))}

    def _bottlenecks(self) -> Answers:
        if chance(self._rng, 0.25):
            return {"D3": {"state": "not_relevant"}}
        often = self._rng.choices(("daily", "weekly", "monthly"), weights=(2, 4, 4))[0]
        if often != "monthly":
            self._fired.add("D3")
        cost = round(self._profile.turnover * self._rng.uniform(0.004, 0.02), -4)
        where = self._rng.choice(self._profile.trade.bottlenecks)
        return {"D3": [{"where": where, "how_often": often, "cost": int(cost)}]}

    def _critical(self) -> Answers:
        if self._fires("E2", 0.3):
            return {"E2": "yes", "E2b": self._rng.choice(self._profile.trade.critical)}
        return {"E2": "no"}

    def _steps(self) -> Answers:
        if chance(self._rng, 0.3):
            return {"F2": {"state": "not_relevant"}}
        burden = self._rng.choices(("heavy_monotonous", "heavy", "monotonous", "volume"), (3, 3, 3, 2))[0]
        if burden.startswith("heavy"):
            self._fired.add("F2")
        count = self._profile.employees * self._rng.choice((200, 500, 1200))
        return {
            "F2": [{"step": self._rng.choice(self._profile.trade.steps), "burden": burden, "per_year": count}]
        }

    def _computers(self) -> Answers:
        untested = self._fires("G3", 0.4)
        tested = self._rng.choice(("older", "never") if untested else ("half_year", "year"))
        uses = self._rng.sample(AI_USES, k=self._rng.choices((0, 1, 2, 3), weights=(4, 4, 2, 1))[0])
        if not uses:
            self._gaps["G4"] = 1
        return {"G3": tested, "G4": sorted(uses, key=AI_USES.index) or ["nowhere"]}

    def _roles(self) -> Answers:
        if chance(self._rng, 0.35):
            return {"H1": {"state": "not_relevant"}}
        months = self._rng.choice((2, 3, 5, 7, 8, 10, 14))
        enough = 6
        if months > enough:
            self._fired.add("H1")
        why = self._rng.choice(self._asides.why_hard)
        return {
            "H1": [
                {
                    "role": self._rng.choice(self._profile.trade.roles),
                    "vacant_months": months,
                    "why": why,
                }
            ]
        }

    def _demands(self) -> Answers:
        asking = self._rng.sample(("largest_customer", "customers", "bank"), k=self._rng.choice((0, 1, 1, 2)))
        if asking:
            self._fired.add("I2")
        return {"I2": sorted(asking) or ["nobody"]}

    def _renewal(self, held: date) -> Answers:
        tight = self._fires("J3", 0.1)
        found: Answers = {"J2": self._investments(held), "J3": "yes" if tight else "no"}
        widest = sorted(AREAS, key=lambda area: -max(self._gaps.get(one, 0) for one in MATURITY[area]))
        areas = [*self._fired_areas(), *widest]
        chosen = list(dict.fromkeys(areas))[: self._rng.choice((2, 3, 3))]
        rows = [{"area": area, "change": self._rng.choice(self._asides.changes[area])} for area in chosen]
        return found | {"J4": rows}

    def _fired_areas(self) -> list[str]:
        return sorted({one[0] for one in self._fired}, key=lambda _area: self._rng.random())[:2]

    def _investments(self, held: date) -> object:
        if chance(self._rng, 0.3):
            return {"state": "not_relevant"}
        self._gaps["J2"] = 1
        one = self._rng.choice(self._profile.trade.investments)
        amount = int(round(self._rng.uniform(one.least, one.most), -5))
        on = held + timedelta(days=self._rng.randint(60, 420))
        return [{"what": one.what, "on": on.isoformat(), "amount": amount}]

    def _place(self) -> Answers:
        hinders = chance(self._rng, 0.2)
        found: Answers = {"K1": self._rng.choice(("soon", "yes")) if hinders else "no"}
        if hinders:
            found["K1b"] = self._rng.choice(self._asides.obstacles)
            self._fired.add("K1")
        found["K2"] = {"now": self._rng.choices((1, 2, 3, 4, 5), weights=(1, 3, 6, 7, 3))[0]}
        if hinders:
            found |= {"K.urgency": self._rng.choice((1, 2)), "K.impact": 2}
            found |= {"K.words": text} if (text := self._words_about("K")) else {}
        return found
