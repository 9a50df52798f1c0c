"""The pages of matching's versions: which there are, what each has learned, how one does beside the one in use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from iuc_hub.accounts.queries import list_hubs
from iuc_hub.accounts.scope import Scope
from iuc_hub.jobs import Job
from iuc_hub.recommendations.learning import fitting
from iuc_hub.recommendations.previews.pages import PreviewPage, preview_page
from iuc_hub.recommendations.previews.queries import find_newest_job
from iuc_hub.versions import queries
from iuc_hub.versions.lexicon import spelled
from iuc_hub.versions.models import VersionState
from iuc_hub.versions.queries import VersionRow
from iuc_hub.versions.serving import active_model, active_name, is_unreadable, shipped_model
from matching.explain import feature_name
from matching.learned.policy import default_policy

Record = Mapping[str, Any]
A_PAGE = 30
"""Versions that the list shows at a time."""


@dataclass(frozen=True)
class VersionLine:
    """One version with what it has of its own: words, and what it learned from how many decisions of how many."""

    row: VersionRow
    words: Sequence[str]
    decisions: int
    voters: int
    hubs: int
    supports: int
    multipliers: Sequence[tuple[str, int]]
    """Feature's name and by how many per cent it weighs more, or less."""
    chance_from: int
    """Decisions that chances are told from; 0 where they are not told."""
    loudest: float

    @property
    def is_active(self) -> bool:
        return self.row.state is VersionState.ACTIVE

    @property
    def is_older(self) -> bool:
        """Whether it builds on another release's model than the one that comes with the application now."""
        return self.row.builds_on != shipped_model().version


@dataclass(frozen=True)
class VersionsPage:
    """The hub's versions, the newest first; ``active`` None where the shipped one is in use."""

    lines: Sequence[VersionLine]
    newer: int | None
    """How many versions to pass over for the list's page with newer ones; None where there are none."""
    older: int | None
    active: VersionLine | None
    unreadable: bool
    """Whether this release can't read the version in use and matches with the shipped one."""
    seen: str
    """The name of the version in use, which whoever switches sends back."""
    shipped: str
    fit: Job | None
    agreed: bool
    others_agreed: int
    most_points: float
    """Points of 100 that earlier decisions may give or take in the version in use."""
    least: Mapping[str, int]


def versions_page(session: Session, scope: Scope, language: str, *, skip: int = 0) -> VersionsPage:
    """The list from after so many versions, in at most eight selects; no version's record is read for it."""
    rows = queries.list_rows(session, scope, limit=A_PAGE + 1, skip=skip)
    lines = [_line(row, language) for row in rows[:A_PAGE]]
    agreed = queries.list_agreed(session)
    policy, model = default_policy(), active_model(session, scope.hub)
    row = queries.find_active_row(session, scope)
    active = _line(row, language) if row is not None else None
    return VersionsPage(
        lines=lines,
        newer=max(0, skip - A_PAGE) if skip else None,
        older=skip + A_PAGE if len(rows) > A_PAGE else None,
        active=active,
        unreadable=is_unreadable(session, scope.hub),
        seen=active.row.name if active else shipped_model().version,
        shipped=shipped_model().version,
        fit=find_newest_job(session, scope, fitting.KIND),
        agreed=scope.hub in agreed,
        others_agreed=len([hub for hub in list_hubs(session) if hub.id in agreed and hub.id != scope.hub]),
        most_points=model.points_["decisions"],
        least={
            "support": policy.nearness.least_decisions,
            "weights": policy.multipliers.least_decisions,
            "chance": policy.chance.least_decisions,
        },
    )


@dataclass(frozen=True)
class VersionPage:
    """One version beside the one that was in use when it was made."""

    line: VersionLine
    seen: str
    """The name of the version in use."""
    decided: Record | None
    """Figures on decisions, old and new; None where nothing was learned."""
    moved: PreviewPage | None

    @property
    def is_outdated(self) -> bool:
        """Whether it is a candidate to follow another version than the one in use now."""
        return self.line.row.state is VersionState.CANDIDATE and self.line.row.made_from != self.seen


def version_page(session: Session, scope: Scope, version_id: int, language: str) -> VersionPage:
    """One version of the caller's hub.

    Raises:
        NotFound: for another hub's.
    """
    row = queries.get_version(session, scope, version_id)
    comparison: Any = row.comparison or {}
    moved = comparison.get("moved")
    return VersionPage(
        line=_line(queries.row_of(row), language),
        seen=active_name(session, scope.hub),
        decided=comparison.get("decided"),
        moved=preview_page(session, scope, moved) if moved else None,
    )


def _line(row: VersionRow, language: str) -> VersionLine:
    gist = row.gist
    moves: Mapping[str, float] = gist.get("multipliers") or {}
    return VersionLine(
        row=row,
        words=[word for cues in gist.get("cues", ()) for word in spelled(cues)],
        decisions=gist.get("decisions", 0),
        voters=gist.get("voters", 0),
        hubs=gist.get("hubs", 0),
        supports=gist.get("supports", 0),
        multipliers=[
            (feature_name(feature, language), round(100 * (moved - 1)))
            for feature, moved in sorted(moves.items())
            if round(100 * (moved - 1))
        ],
        chance_from=gist.get("chance_from", 0),
        loudest=gist.get("loudest", 0.0),
    )
