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
from iuc_hub.versions.models import ModelVersion, VersionState
from iuc_hub.versions.serving import active_model, active_name, shipped_model
from matching.explain import feature_name
from matching.learned.policy import default_policy

Record = Mapping[str, Any]


@dataclass(frozen=True)
class VersionLine:
    """One version with what it has of its own: words, and what it learned from how many decisions of how many."""

    row: ModelVersion
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
    active: VersionLine | None
    seen: str
    """The name of the version in use, which whoever switches sends back."""
    shipped: str
    fit: Job | None
    agreed: bool
    others_agreed: int
    most_points: float
    """Points of 100 that earlier decisions may give or take in the version in use."""
    least: Mapping[str, int]


def versions_page(session: Session, scope: Scope, language: str) -> VersionsPage:
    """The list, in at most six selects."""
    lines = [_line(row, language) for row in queries.list_versions(session, scope)]
    agreed = queries.list_agreed(session)
    policy, model = default_policy(), active_model(session, scope.hub)
    active = next((line for line in lines if line.is_active), None)
    return VersionsPage(
        lines=lines,
        active=active,
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
    decided: Record | None
    """Figures on decisions, old and new; None where nothing was learned."""
    moved: PreviewPage | None


def version_page(session: Session, scope: Scope, version_id: int, language: str) -> VersionPage:
    """One version of the caller's hub.

    Raises:
        NotFound: for another hub's.
    """
    row = queries.get_version(session, scope, version_id)
    comparison: Any = row.comparison or {}
    moved = comparison.get("moved")
    return VersionPage(
        line=_line(row, language),
        seen=active_name(session, scope.hub),
        decided=comparison.get("decided"),
        moved=preview_page(session, scope, moved) if moved else None,
    )


def _line(row: ModelVersion, language: str) -> VersionLine:
    record: Any = row.record
    learned, comparison = record.get("learned") or {}, row.comparison or {}
    moves: Mapping[str, float] = learned.get("multipliers") or {}
    chance = learned.get("chance") or {}
    return VersionLine(
        row=row,
        words=[word for each in record.get("additions", ()) for word in spelled(each["cues"])],
        decisions=learned.get("decisions", 0),
        voters=learned.get("voters", 0),
        hubs=len(learned.get("hubs", ())),
        supports=len(learned.get("served", ())),
        multipliers=[
            (feature_name(feature, language), round(100 * (moved - 1)))
            for feature, moved in sorted(moves.items())
            if round(100 * (moved - 1))
        ],
        chance_from=chance.get("decisions", 0),
        loudest=float(str(comparison.get("loudest", 0.0))),
    )
