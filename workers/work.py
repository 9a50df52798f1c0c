"""One job under way: its arguments, its progress, and the last step that ends it exactly once."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlmodel import Session

from iuc_hub import clock, jobs
from iuc_hub.config import Settings
from iuc_hub.db import transaction


@dataclass
class Work:
    """What a task function gets; ``result`` is stored with the job when the last step is taken."""

    claim: jobs.Claim
    settings: Settings
    result: dict[str, object] = field(default_factory=dict)

    def number(self, name: str) -> int:
        """An id among the arguments."""
        value = self.claim.arguments[name]
        if not isinstance(value, int):
            raise TypeError(f"argument {name} of job {self.claim.job_id} is {value!r}, not a number")
        return value

    def numbers(self, name: str) -> list[int]:
        """Ids among the arguments."""
        values = self.claim.arguments[name]
        if not isinstance(values, list):
            raise TypeError(f"argument {name} of job {self.claim.job_id} is {values!r}, not numbers")
        return [each for each in values if isinstance(each, int)]

    def progress(self, done: int, total: int, message: str = "") -> None:
        """Tell how far the work has come, and renew the lease.

        Raises:
            LeaseLost: when the job was handed on meanwhile; stop working.
        """
        with transaction() as session:
            jobs.heartbeat(
                session, self.claim, now=clock.now(), lease_seconds=self.settings.lease_seconds,
                done=done, total=total, message=message,
            )  # fmt: skip

    @contextmanager
    def last_step(self) -> Iterator[Session]:
        """The final effect and the job's end in one transaction: both happen or neither.

        Raises:
            LeaseLost: when the job was handed on meanwhile; the effect is rolled back.
        """
        with transaction() as session:
            yield session
            jobs.finish(session, self.claim, now=clock.now(), result=self.result)

    def split(self, kind: str, parts: Sequence[jobs.Part]) -> None:
        """Give the work to jobs of this kind; this one ends with the last of them. Without any it is done.

        Raises:
            LeaseLost: when the job was handed on meanwhile; no part is wanted.
        """
        with transaction() as session:
            jobs.split(session, self.claim, kind, parts, now=clock.now())
