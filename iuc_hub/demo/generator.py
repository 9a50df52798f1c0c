"""Invents companies and their stories from a seed: the same seed and day give the same stories."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from iuc_hub.companies.models import FactSource
from iuc_hub.demo import data, pools
from iuc_hub.demo.aftermath import Aftermath
from iuc_hub.demo.answering import Answers, Interviewed
from iuc_hub.demo.data import (
    AcceptTold,
    CompanyTold,
    ContactTold,
    HandoverTold,
    InterviewTold,
    MembershipTold,
    PassTold,
    ReplyTold,
    SendTold,
)
from iuc_hub.demo.pools import HubPlan, StagePlan
from iuc_hub.demo.profile import PUNCTUAL, Founder, Profile, chance, number_of
from iuc_hub.demo.rhythm import Diary, at, is_office_day, office_day, office_days_after

MOST_IN_A_LETTER = (3, 4, 5, 6)
LONG_AGO = 45
"""After so many days all of a letter has been answered, were it on the telephone."""
A_YEAR = 365
HANDED_OVER = 16
"""So many days ago companies were shared out anew."""
HALF_WAY = ("ABC", "ABCDE", "ABCDEF")
MET = {"answered", "silent", "chosen", "completed"}
SENT = {"answered", "silent"}


@dataclass(frozen=True)
class Visit:
    """When an interview was held and how far back its company was noted."""

    planned: datetime
    added: datetime

    @property
    def day(self) -> date:
        return self.planned.date()

    def later(self, minutes: int) -> datetime:
        return self.planned + timedelta(minutes=minutes)


def invented(today: date) -> Iterator[CompanyTold]:
    """Every hub's invented stories as seen from this day, the hubs and stories in the order of the plan."""
    taken = [(one.advisor, one.interview.planned) for one in data.companies(today) if one.interview]
    used: set[str] = set()
    for plan in pools.plan().hubs:
        yield from Inventor(plan, data.people().hub(plan.key).county, today, taken, used).stories()


class Inventor:
    """Draws one hub's stories, beside visits ``taken`` already; no name or sentence in ``used`` comes again."""

    def __init__(
        self,
        plan: HubPlan,
        county: str,
        today: date,
        taken: Iterable[tuple[str, datetime]],
        used: set[str],
    ) -> None:
        self._plan, self._county, self._today, self._used = plan, county, today, used
        self._rng = random.Random(plan.seed)  # noqa: S311 - invents a demo; nothing secret is drawn
        self._after = Aftermath(self._rng, today, pools.dealings())
        self._names = random.Random(plan.seed)  # noqa: S311 - the same, so that names do not follow the day
        self._diary = Diary(self._rng)
        for advisor, moment in taken:
            self._diary.take(advisor, moment)
        branches = pools.branches()
        self._founder = Founder(self._names, pools.names(), branches.branches, branches.families, used)

    def stories(self) -> Iterator[CompanyTold]:
        count = 0
        for stage in self._plan.stages:
            for _ in range(stage.count):
                yield self._story(stage, count)
                count += 1

    def _story(self, stage: StagePlan, count: int) -> CompanyTold:
        plan, pool = self._plan, pools.branches()
        places = pool.places[self._county]
        profile = self._founder.found(plan.first_number + count, self._today.year, places, pool.sizes)
        advisor = plan.advisors[count % len(plan.advisors)]
        visit = self._visit(stage, advisor)
        base = self._company(profile, advisor, visit, plan.phone.format(f"{plan.first_phone + count:02d}"))
        beside = self._society(stage, count, profile) | self._handover(count, visit)
        if stage.stage == "never_met":
            return base.model_copy(update=beside | {"notes": self._after.first_call(visit.added.date())})
        told = self._progress(stage, visit, profile) | self._group(count)
        return base.model_copy(update=beside | told)

    def _society(self, stage: StagePlan, count: int, who: Profile) -> dict[str, object]:
        """Whether it is a member; drawn apart, so that nothing else of the story follows from it."""
        pool = pools.society()
        draw = random.Random(f"{self._plan.seed}-{count}")  # noqa: S311 - invents a demo; nothing secret is drawn
        if draw.random() >= pool.chance_of_joining.get(stage.stage, 0):
            return {}
        ago = draw.randint(20, pool.longest_ago)
        joined = self._today - timedelta(days=ago)
        left, why = None, ""
        if draw.random() < pool.chance_of_leaving and ago > A_YEAR:
            left, why = joined + timedelta(days=draw.randint(A_YEAR // 2, ago)), draw.choice(pool.why_left)
        fee_class = pool.class_for(who.employees)
        return {"membership": MembershipTold(fee_class=fee_class, joined=joined, left=left, why=why)}

    def _handover(self, count: int, visit: Visit) -> dict[str, object]:
        """Who has taken the company over, where the plan says so: some weeks ago, but after it was noted."""
        heir = self._plan.handovers.get(count)
        if heir is None:
            return {}
        day = office_day(max(self._today - timedelta(days=HANDED_OVER), visit.added.date()))
        why = self._plan.why_handed_over
        return {"handover": HandoverTold(at=max(at(day, time(16, 20)), visit.added), to=heir, why=why)}

    def _group(self, count: int) -> dict[str, object]:
        """The company it shares control with, where the plan says so."""
        first = next((first for first, second in self._plan.groups if second == count), None)
        return {} if first is None else {"group_with": number_of(self._plan.first_number + first)}

    def _visit(self, stage: StagePlan, advisor: str) -> Visit:
        """Booked on a day of the plan's span; noted some weeks before, and never later than yesterday."""
        back, near = max(stage.days), min(stage.days)
        span = [self._today - timedelta(days=days) for days in range(near, back + 1)]
        day = self._rng.choice([each for each in span if is_office_day(each)] or span)
        ahead = stage.stage in {"today", "planned"}
        planned = self._diary.book(advisor, day, 1 if ahead else -1)
        noted = min(planned.date() - timedelta(days=self._rng.randint(9, 40)), self._before_today())
        return Visit(planned, at(office_day(noted), time(self._rng.randint(8, 15), self._rng.randint(0, 59))))

    def _before_today(self) -> date:
        return office_day(self._today - timedelta(days=1))

    def _company(self, who: Profile, advisor: str, visit: Visit, phone: str) -> CompanyTold:
        return CompanyTold(
            organisation_number=who.organisation_number,
            name=who.name,
            municipality_code=who.place.code,
            legal_form="AB",
            address=who.address,
            advisor=advisor,
            added=visit.added,
            facts={
                "employees": who.employees,
                "turnover_sek": who.turnover,
                "sni": who.branch.sni,
                "founded_year": who.founded,
            },
            facts_as_of=visit.added.date() - timedelta(days=self._rng.randint(60, 240)),
            facts_source=FactSource.ANNUAL_REPORT,
            contact=self._contact(who, phone),
        )

    def _contact(self, who: Profile, phone: str) -> ContactTold:
        names = pools.names()
        while True:
            first = self._names.choice(names.first_names)
            name = f"{first} {self._names.choice(names.surnames)}{self._names.choice(names.surname_ends)}"
            if name not in self._used:
                break
        self._used.add(name)
        mailbox = first.lower()
        for letter, plain in PUNCTUAL:
            mailbox = mailbox.replace(letter, plain)
        title = self._names.choices(names.titles, weights=[one.weight for one in names.titles])[0].title
        return ContactTold(name=name, title=title, email=f"{mailbox}@{who.domain}", phone=phone)

    def _progress(self, stage: StagePlan, visit: Visit, who: Profile) -> dict[str, object]:
        """Everything of the story that comes after the company was noted."""
        if stage.stage in {"today", "planned"}:
            return {"interview": InterviewTold(planned=visit.planned)}
        if stage.stage == "cancelled":
            return {"interview": self._called_off(visit)}
        started = visit.later(5)
        if stage.stage == "in_progress":
            answers = self._answers(who, visit, self._rng.choice(HALF_WAY))
            interview = InterviewTold(planned=visit.planned, started=started)
            return {"interview": interview, "answers": answers}
        completed = visit.later(5 + self._rng.randint(64, 96))
        approved = self._approved(visit) if stage.stage in SENT and chance(self._rng, 0.85) else None
        interview = InterviewTold(
            planned=visit.planned, started=started, completed=completed, approved=approved
        )
        answers = self._answers(who, visit)
        told: dict[str, object] = {"interview": interview, "answers": answers}
        told["consents"] = self._after.consents(visit.day, shares=answers["A3"] == "partners")
        if stage.stage != "completed":
            told |= self._support(stage, approved or completed)
        return told

    def _called_off(self, visit: Visit) -> InterviewTold:
        day = office_day(visit.day - timedelta(days=1))
        why = self._rng.choice(pools.asides().cancelled)
        return InterviewTold(planned=visit.planned, cancelled=at(day, time(15, 10)), why_cancelled=why)

    def _answers(self, who: Profile, visit: Visit, areas: str = "ABCDEFGHIJK") -> Answers:
        asked = Interviewed(self._rng, who, pools.words(), pools.asides(), self._used)
        return asked.answers(visit.day, areas)

    def _approved(self, visit: Visit) -> datetime:
        day = min(office_days_after(visit.day, self._rng.choice((0, 1, 1, 2))), self._before_today())
        return max(at(day, time(8, 20)), visit.later(150))

    def _support(self, stage: StagePlan, after: datetime) -> dict[str, object]:
        """What was chosen, passed over and sent, and what the company answered."""
        chosen = after + timedelta(minutes=self._rng.randint(20, 55))
        told: dict[str, object] = {
            "accept": AcceptTold(at=chosen, most=self._rng.choice(MOST_IN_A_LETTER)),
            "passed": self._passed(chosen + timedelta(minutes=3)),
        }
        if stage.stage in SENT:
            told["send"] = SendTold(at=chosen + timedelta(minutes=self._rng.randint(10, 40)))
            told["notes"] = self._after.notes(chosen.date())
        if stage.stage == "answered":
            replies = self._replies(chosen.date())
            told |= {"replies": replies, "outcomes": self._after.outcomes(replies)}
        return told

    def _passed(self, when: datetime) -> tuple[PassTold, ...]:
        pool = pools.replies().passed
        found = []
        for number in range(self._rng.choice((0, 0, 1, 1, 2))):
            reason = self._rng.choice(list(pool))
            comment = self._rng.choice(pool[reason])
            found.append(PassTold(at=when + timedelta(minutes=number), reason=reason, comment=comment))
        return tuple(found)

    def _replies(self, sent: date) -> tuple[ReplyTold, ...]:
        """Answers in one sitting some days later, never after yesterday: to all of an old letter, some of a new."""
        day = min(sent + timedelta(days=self._rng.randint(1, 13)), self._today - timedelta(days=1))
        when = at(day, time(self._rng.choice((7, 9, 12, 16, 19, 20)), self._rng.randint(0, 50)))
        found = []
        long_ago = sent < self._today - timedelta(days=LONG_AGO)
        most = max(MOST_IN_A_LETTER) if long_ago else self._rng.choice((2, 3, 3, 4))
        for number in range(1, most + 1):
            when += timedelta(minutes=self._rng.randint(1, 3))
            found.append(self._reply(number, when))
        return tuple(found)

    def _reply(self, number: int, when: datetime) -> ReplyTold:
        pool, rng = pools.replies(), self._rng
        kind = rng.choices(("yes", "later", "no"), weights=(10, 4, 6))[0]
        comments, reason = (pool.yes if kind == "yes" else pool.later), ""
        if kind == "no":
            reason = rng.choices(list(pool.no), weights=range(len(pool.no), 0, -1))[0]
            comments = pool.no[reason]
        comment = rng.choice(comments) if chance(self._rng, 0.6) or reason == "other" else ""
        if kind == "yes":
            return ReplyTold(at=when, number=number, answer="yes", comment=comment)
        answer = "later" if kind == "later" else "no"
        return ReplyTold(at=when, number=number, answer=answer, reason=reason, comment=comment)
