"""Every select on matches, recommendations and letters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, case, func
from sqlmodel import Session, col, or_, select

from iuc_hub.accounts.models import AccessLink, User
from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.models import Support, SupportRevision, SupportState
from iuc_hub.companies.models import Contact
from iuc_hub.errors import N_, NotFound
from iuc_hub.interviews.models import Need
from iuc_hub.interviews.queries import is_active
from iuc_hub.recommendations.lifecycle import SETTLED, SHOWN_TO_COMPANY
from iuc_hub.recommendations.models import (
    Letter,
    MatchRun,
    NeedResult,
    Recommendation,
    RecommendationState,
    StoredMatch,
)

MatchWithInputs = tuple[StoredMatch, NeedResult, MatchRun]


@dataclass(frozen=True)
class FitCount:
    """How many supports fit a need, how many may fit once a question is answered; none when unmet."""

    fits: int = 0
    may_fit: int = 0


def find_newest_run(session: Session, scope: Scope, company_id: int) -> MatchRun | None:
    query = select(MatchRun).where(MatchRun.hub_id == scope.hub, MatchRun.company_id == company_id)
    return session.exec(query.order_by(col(MatchRun.id).desc()).limit(1)).first()


def list_results(session: Session, scope: Scope, run_id: int) -> list[NeedResult]:
    query = select(NeedResult).where(NeedResult.hub_id == scope.hub, NeedResult.run_id == run_id)
    return list(session.exec(query.order_by(col(NeedResult.id))))


def list_matches(
    session: Session, scope: Scope, run_id: int, *, need_ids: Sequence[int] | None = None
) -> list[StoredMatch]:
    """A run's matches by rank, of all its needs or these."""
    query = (
        select(StoredMatch)
        .join(
            NeedResult,
            (col(NeedResult.hub_id) == StoredMatch.hub_id) & (col(NeedResult.id) == StoredMatch.result_id),
        )
        .where(NeedResult.hub_id == scope.hub, NeedResult.run_id == run_id)
    )
    if need_ids is not None:
        query = query.where(col(NeedResult.need_id).in_(need_ids))
    return list(session.exec(query.order_by(col(StoredMatch.result_id), col(StoredMatch.rank))))


def list_waiting(session: Session, scope: Scope, run_id: int) -> list[StoredMatch]:
    """A run's matches that count as fitting if a question is answered, and are still worth an answer.

    The need is still the company's, the support still published, and nothing is settled about it for the need.
    """
    settled = select(Recommendation.id).where(
        Recommendation.hub_id == NeedResult.hub_id, Recommendation.need_id == NeedResult.need_id,
        Recommendation.support_id == StoredMatch.support_id, col(Recommendation.state).in_(SETTLED),
    )  # fmt: skip
    query = select(StoredMatch).where(
        col(StoredMatch.hub_id) == scope.hub, col(NeedResult.run_id) == run_id,
        col(NeedResult.hub_id) == StoredMatch.hub_id, col(NeedResult.id) == StoredMatch.result_id,
        col(Need.hub_id) == NeedResult.hub_id, col(Need.id) == NeedResult.need_id,
        Support.id == StoredMatch.support_id, Support.state == SupportState.PUBLISHED,
        _counts("unknown"), is_active(), ~settled.exists(),
    )  # fmt: skip
    return list(session.exec(query.order_by(col(StoredMatch.result_id), col(StoredMatch.rank))))


def count_fitting(session: Session, scope: Scope, company_id: int) -> dict[int, FitCount]:
    """Need id -> how many fit and may fit in the newest run; empty before any matching."""
    newest = (
        select(func.max(MatchRun.id))
        .where(MatchRun.hub_id == scope.hub, MatchRun.company_id == company_id)
        .scalar_subquery()
    )
    query = (
        select(
            NeedResult.need_id,
            func.sum(case((_counts("eligible"), 1), else_=0)),
            func.sum(case((_counts("unknown"), 1), else_=0)),
        )
        .join(
            StoredMatch,
            (col(StoredMatch.hub_id) == NeedResult.hub_id) & (col(StoredMatch.result_id) == NeedResult.id),
            isouter=True,
        )
        .where(NeedResult.hub_id == scope.hub, NeedResult.run_id == newest)
        .group_by(col(NeedResult.need_id))
    )
    return {need_id: FitCount(int(fits), int(may)) for need_id, fits, may in session.exec(query)}


def _counts(verdict: str) -> ColumnElement[bool]:
    return (
        (col(StoredMatch.verdict) == verdict)
        & col(StoredMatch.weak).is_(False)
        & col(NeedResult.unmet).is_(False)
    )


def get_match(session: Session, scope: Scope, company_id: int, match_id: int) -> MatchWithInputs:
    """A stored match of the company, with the inputs it was made from.

    Raises:
        NotFound: also for another hub's or company's match.
    """
    query = (
        select(StoredMatch, NeedResult, MatchRun)
        .join(
            NeedResult,
            (col(NeedResult.hub_id) == StoredMatch.hub_id) & (col(NeedResult.id) == StoredMatch.result_id),
        )
        .join(MatchRun, (col(MatchRun.hub_id) == NeedResult.hub_id) & (col(MatchRun.id) == NeedResult.run_id))
        .where(StoredMatch.hub_id == scope.hub, StoredMatch.id == match_id)
        .where(MatchRun.company_id == company_id)
    )
    row = session.exec(query).first()
    if row is None:
        raise NotFound(N_("Träffen finns inte för det här företaget. Gå tillbaka till företagets stöd."))
    return row[0], row[1], row[2]


def list_supports_by_id(session: Session, scope: Scope, ids: Sequence[str]) -> dict[str, Support]:
    """The shared supports and the hub's own among ``ids``, whatever their state, by id."""
    own = or_(col(Support.hub_id).is_(None), col(Support.hub_id) == scope.hub)
    query = select(Support).where(col(Support.id).in_(ids), own)
    return {support.id: support for support in session.exec(query)}


def list_titles(session: Session, scope: Scope) -> list[tuple[str, str]]:
    """Id and folded title of every published support that the caller may see."""
    own = or_(col(Support.hub_id).is_(None), col(Support.hub_id) == scope.hub)
    query = select(Support.id, Support.title_key).where(Support.state == SupportState.PUBLISHED, own)
    return [(support_id, title) for support_id, title in session.exec(query.order_by(col(Support.id)))]


def find_support_revision(
    session: Session, scope: Scope, support_id: str, revision: int
) -> SupportRevision | None:
    """What a shared support, or one of the hub's own, said at a revision."""
    own = or_(col(Support.hub_id).is_(None), col(Support.hub_id) == scope.hub)
    query = (
        select(SupportRevision)
        .join(Support, col(Support.id) == SupportRevision.support_id)
        .where(SupportRevision.support_id == support_id, SupportRevision.revision == revision, own)
    )
    return session.exec(query).first()


def list_support_revisions(
    session: Session, scope: Scope, support_ids: Sequence[str]
) -> list[SupportRevision]:
    """What these supports, shared or the hub's own, have said."""
    own = or_(col(Support.hub_id).is_(None), col(Support.hub_id) == scope.hub)
    query = (
        select(SupportRevision)
        .join(Support, col(Support.id) == SupportRevision.support_id)
        .where(col(SupportRevision.support_id).in_(support_ids), own)
    )
    return list(session.exec(query))


def list_matches_before(
    session: Session, scope: Scope, before: int | None, *, limit: int
) -> list[MatchWithInputs]:
    """The hub's stored matches with the inputs they were made from, the newest first, from before an id."""
    query = (
        select(StoredMatch, NeedResult, MatchRun)
        .join(
            NeedResult,
            (col(NeedResult.hub_id) == StoredMatch.hub_id) & (col(NeedResult.id) == StoredMatch.result_id),
        )
        .join(MatchRun, (col(MatchRun.hub_id) == NeedResult.hub_id) & (col(MatchRun.id) == NeedResult.run_id))
        .where(StoredMatch.hub_id == scope.hub)
    )
    if before is not None:
        query = query.where(col(StoredMatch.id) < before)
    rows = session.exec(query.order_by(col(StoredMatch.id).desc()).limit(limit))
    return [(row, result, run) for row, result, run in rows]


def get_recommendation(
    session: Session, scope: Scope, recommendation_id: int, *, lock: bool = False
) -> Recommendation:
    """A recommendation of the caller's hub; a contact gets only their company's, and only once it was sent.

    Raises:
        NotFound: for any other.
    """
    query = select(Recommendation).where(
        Recommendation.hub_id == scope.hub, Recommendation.id == recommendation_id
    )
    if scope.company_id is not None:
        query = query.where(Recommendation.company_id == scope.company_id)
        query = query.where(col(Recommendation.state).in_(SHOWN_TO_COMPANY))
    found = session.exec(query.with_for_update() if lock else query).first()
    if found is None:
        raise NotFound(N_("Förslaget finns inte, eller så är det återtaget. Ladda om sidan."))
    return found


def find_recommendation(
    session: Session, scope: Scope, need_id: int, support_id: str
) -> Recommendation | None:
    """What was decided on this support for this need, locked until the transaction ends."""
    query = select(Recommendation).where(
        Recommendation.hub_id == scope.hub,
        Recommendation.need_id == need_id,
        Recommendation.support_id == support_id,
    )
    return session.exec(query.with_for_update()).first()


def list_recommendations(
    session: Session,
    scope: Scope,
    company_id: int,
    *,
    states: Sequence[RecommendationState] = tuple(RecommendationState),
    lock: bool = False,
) -> list[Recommendation]:
    """A company's recommendations in these states, oldest first."""
    query = (
        select(Recommendation)
        .where(Recommendation.hub_id == scope.hub, Recommendation.company_id == company_id)
        .where(col(Recommendation.state).in_(states))
        .order_by(col(Recommendation.id))
    )
    return list(session.exec(query.with_for_update() if lock else query))


def list_matches_by_id(session: Session, scope: Scope, ids: Sequence[int]) -> dict[int, StoredMatch]:
    query = select(StoredMatch).where(StoredMatch.hub_id == scope.hub, col(StoredMatch.id).in_(ids))
    return {one.id: one for one in session.exec(query) if one.id is not None}


def list_needs_by_id(session: Session, scope: Scope, ids: Sequence[int]) -> dict[int, Need]:
    """Needs whether active or withdrawn, since what was sent stays attached to them."""
    query = select(Need).where(Need.hub_id == scope.hub, col(Need.id).in_(ids))
    return {need.id: need for need in session.exec(query) if need.id is not None}


def find_letter_by_key(session: Session, scope: Scope, company_id: int, form_key: str) -> Letter | None:
    query = select(Letter).where(Letter.hub_id == scope.hub, Letter.company_id == company_id)
    return session.exec(query.where(Letter.form_key == form_key)).first()


def list_letters_of_company(session: Session, scope: Scope, company_id: int) -> list[Letter]:
    """Every letter sent to the company, oldest first."""
    query = select(Letter).where(Letter.hub_id == scope.hub, Letter.company_id == company_id)
    return list(session.exec(query.order_by(col(Letter.id))))


def find_newest_letter(
    session: Session, scope: Scope, company_id: int
) -> tuple[Letter, User, Contact] | None:
    """The last letter sent to the company, with who sent it and to whom."""
    query = (
        select(Letter, User, Contact)
        .join(User, col(User.id) == Letter.sent_by)
        .join(Contact, col(Contact.id) == Letter.contact_id)
        .where(Letter.hub_id == scope.hub, Letter.company_id == company_id)
        .order_by(col(Letter.id).desc())
        .limit(1)
    )
    row = session.exec(query).first()
    return (row[0], row[1], row[2]) if row else None


def count_links_since(session: Session, link: AccessLink, since: datetime) -> int:
    """How many links the same contact was given since then."""
    query = select(func.count()).select_from(AccessLink)
    query = query.where(AccessLink.hub_id == link.hub_id, AccessLink.contact_id == link.contact_id)
    return session.exec(query.where(AccessLink.created_at >= since)).one()


def list_companies_with_needs(session: Session, scope: Scope) -> list[int]:
    """The hub's companies that have a need to match."""
    query = select(Need.company_id).where(Need.hub_id == scope.hub, is_active())
    return sorted(set(session.exec(query)))
