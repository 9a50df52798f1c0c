"""A support's history: each revision with who, when, why and what became other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue import queries
from iuc_hub.catalogue.editing import may_change
from iuc_hub.catalogue.history.words import FieldChange, changes
from iuc_hub.catalogue.models import Support, SupportRevision, SupportVerification
from iuc_hub.errors import N_
from iuc_hub.web.format import NOTHING, Reader, number


@dataclass(frozen=True)
class Revision:
    """One revision: when, by whom, why, and what became other by it; ``restores`` an earlier one."""

    number: int
    at: datetime
    by: str
    why: str
    restores: int | None
    changes: Sequence[FieldChange]
    compared: Sequence[SupportVerification]
    """Who compared this revision with its source, newest first."""

    @property
    def is_first(self) -> bool:
        return self.number == 1

    @property
    def fields(self) -> list[str]:
        """The names of what became other, each once."""
        return list(dict.fromkeys(each.name for each in self.changes))


@dataclass(frozen=True)
class History:
    """A support's revisions, newest first."""

    support: Support
    revisions: Sequence[Revision]
    may_change: bool


def history(session: Session, scope: Scope, support_id: str, reader: Reader) -> History:
    """All that a support has said, in three selects.

    Raises:
        NotFound: also for another hub's.
    """
    support = queries.get_support(session, scope, support_id, drafts=True)
    rows = queries.list_revisions(session, scope, support_id)
    compared = queries.list_verifications(session, scope, support_id)
    older = [row for row, _by in rows[1:]]
    revisions = [
        Revision(
            row.revision, row.at, by or row.actor, row.why, row.restores,
            _became_other(before, row, reader) if before else [],
            [each for each in compared if each.revision == row.revision],
        )
        for (row, by), before in zip(rows, [*older, None], strict=True)
    ]  # fmt: skip
    return History(support, revisions, may_change(scope, support))


def _became_other(before: SupportRevision, after: SupportRevision, reader: Reader) -> list[FieldChange]:
    found = changes(before.record, after.record, reader)
    days = [
        NOTHING if each.effort_days is None else number(each.effort_days, reader) for each in (before, after)
    ]
    if days[0] != days[1]:
        found.append(FieldChange(reader.say(N_("Arbetsdagar för en ansökan")), *days))
    return found
