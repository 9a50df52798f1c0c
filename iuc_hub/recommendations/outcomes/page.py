"""What the page of one outcome shows: the support, the needs it serves, what can be told next, what has happened."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.models import Support
from iuc_hub.catalogue.records import known_support
from iuc_hub.companies.models import Company
from iuc_hub.companies.queries import get_company
from iuc_hub.interviews.models import Need
from iuc_hub.recommendations.models import Recommendation, RecommendationChange
from iuc_hub.recommendations.models import RecommendationState as State
from iuc_hub.recommendations.outcomes import queries
from iuc_hub.recommendations.outcomes.services import possible
from iuc_hub.recommendations.queries import get_recommendation, list_needs_by_id, list_supports_by_id


@dataclass(frozen=True)
class OutcomePage:
    """One recommendation with its company, its needs and its life so far."""

    one: Recommendation
    company: Company
    support: Support
    needs: Sequence[Need]
    changes: Sequence[RecommendationChange]
    possible: Sequence[State]

    @property
    def is_state_aid(self) -> bool:
        """Whether a grant of it belongs in the company's aid ledger."""
        return known_support(self.support.record, self.support.id).funding.state_aid not in (
            "none",
            "unknown",
        )


def outcome_page(session: Session, scope: Scope, recommendation_id: int) -> OutcomePage:
    """The page of one recommendation.

    Raises:
        NotFound: another hub's.
    """
    one = get_recommendation(session, scope, recommendation_id)
    same = queries.list_same_offer(session, scope, one)
    needs = list_needs_by_id(session, scope, [each.need_id for each in same])
    support = list_supports_by_id(session, scope, [one.support_id])[one.support_id]
    return OutcomePage(
        one=one,
        company=get_company(session, scope, one.company_id),
        support=support,
        needs=[needs[each.need_id] for each in same if each.need_id in needs],
        changes=queries.list_changes(session, scope, [one.id or 0]),
        possible=possible(one),
    )
