"""What passes between a hub and an invented company after the visit: calls, promises, consents, and what came of it."""

import random
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from iuc_hub.companies.dealings import NoteKind, Purpose
from iuc_hub.demo.data import ConsentTold, NoteTold, OutcomeTold, PromiseTold, ReplyTold
from iuc_hub.demo.pools import Dealings
from iuc_hub.demo.profile import chance
from iuc_hub.demo.rhythm import at, office_day, office_days_after

MOST_ON_TODAY = 8
"""Open promises told at most, so that Today can be read."""


class Aftermath:
    """Draws what follows a visit, as far as it has come by yesterday."""

    def __init__(self, rng: random.Random, today: date, pool: Dealings) -> None:
        self._rng, self._today, self._pool, self._open = rng, today, pool, 0
        self._said: set[str] = set()

    def outcomes(self, replies: Sequence[ReplyTold]) -> tuple[OutcomeTold, ...]:
        """What became of each yes: begun after some weeks, ended after some months, sometimes neither."""
        found: list[OutcomeTold] = []
        for reply in replies:
            if reply.answer != "yes" or reply.number is None or not chance(self._rng, 0.85):
                continue
            begun = self._office_time(reply.at.date() + timedelta(days=self._rng.randint(6, 17)))
            ended = self._office_time(begun.date() + timedelta(days=self._rng.randint(30, 100)))
            if begun.date() < self._today:
                words = self._rng.choice(self._pool.under_way)
                found.append(OutcomeTold(at=begun, number=reply.number, after="begun", comment=words))
            if ended.date() < self._today:
                found.append(self._end(reply.number, ended))
        return tuple(sorted(found, key=lambda one: one.at))

    def _end(self, number: int, when: datetime) -> OutcomeTold:
        well = chance(self._rng, 0.72)
        return OutcomeTold(
            at=when,
            number=number,
            after="well" if well else "badly",
            comment=self._rng.choice(self._pool.good) if well else "",
            amount=self._rng.choice(self._pool.amounts),
            draw=self._rng.randrange(1000),
        )

    def consents(self, on: date, *, shares: bool) -> tuple[ConsentTold, ...]:
        """What the contact agreed to at the visit."""
        found = [ConsentTold(purpose=Purpose.CONTACT, given=True, on=on)]
        found.append(ConsentTold(purpose=Purpose.SHARE_WITH_EXPERTS, given=shares, on=on))
        if chance(self._rng, 0.6):
            found.append(ConsentTold(purpose=Purpose.NEWS, given=chance(self._rng, 0.7), on=on))
        if chance(self._rng, 0.4):
            found.append(ConsentTold(purpose=Purpose.QUOTE, given=chance(self._rng, 0.6), on=on))
        return tuple(found)

    def first_call(self, added: date) -> tuple[NoteTold, ...]:
        """A company nobody has met: perhaps rung once, perhaps without an answer."""
        if chance(self._rng, 0.4):
            return ()
        when = self._office_time(added)
        if when.date() >= self._today:
            return ()
        if chance(self._rng, 0.3):
            return (NoteTold(at=when, kind=NoteKind.UNANSWERED_CALL),)
        return (NoteTold(at=when, kind=NoteKind.CALL, text=self._unsaid(self._pool.first_calls)),)

    def notes(self, after: date) -> tuple[NoteTold, ...]:
        """Some calls and letters after the day, oldest first, the newest perhaps with a promise."""
        days = (self._today - after).days - 1
        if days < 1:
            return ()
        count = self._rng.choice((1, 1, 2, 3))
        when = sorted(self._rng.randint(1, min(days, 90)) for _ in range(count))
        moments = [self._office_time(after + timedelta(days=each)) for each in when]
        found = [self._note(each) for each in moments if each.date() < self._today]
        if found:
            found[-1] = found[-1].model_copy(update={"promise": self._promise(found[-1].at)})
        return tuple(found)

    def _note(self, when: datetime) -> NoteTold:
        kind = self._rng.choices(
            (NoteKind.CALL, NoteKind.UNANSWERED_CALL, NoteKind.MEETING, NoteKind.MAIL, NoteKind.NOTE),
            weights=(7, 2, 2, 2, 2),
        )[0]
        pool = {
            NoteKind.CALL: self._pool.calls,
            NoteKind.MEETING: self._pool.meetings,
            NoteKind.MAIL: self._pool.mails,
            NoteKind.NOTE: self._pool.notes,
        }
        return NoteTold(at=when, kind=kind, text=self._unsaid(pool[kind]) if kind in pool else "")

    def _promise(self, made: datetime) -> PromiseTold | None:
        """Due some days later; what was due long ago was kept."""
        if not chance(self._rng, 0.6):
            return None
        due = office_days_after(made.date(), self._rng.randint(2, 9))
        text = self._rng.choice(self._pool.promises)
        late = due < self._today - timedelta(days=2)
        if late or self._open >= MOST_ON_TODAY:
            kept = min(due, office_day(self._today - timedelta(days=1)))
            return PromiseTold(text=text, due=due, kept=max(at(kept, time(16, 5)), made))
        self._open += 1
        return PromiseTold(text=text, due=due)

    def _unsaid(self, texts: Sequence[str]) -> str:
        """One that was not used, as long as there is one."""
        text = self._rng.choice([each for each in texts if each not in self._said] or list(texts))
        self._said.add(text)
        return text

    def _office_time(self, day: date) -> datetime:
        return at(office_day(day, 1), time(self._rng.randint(9, 15), self._rng.randint(0, 59)))
