"""Whether a company can still get a support for a need, asked again each time it would be promised."""

from datetime import date

from sqlmodel import Session

from iuc_hub import taxonomy
from iuc_hub.accounts.scope import Scope
from iuc_hub.catalogue.models import Support, SupportState
from iuc_hub.catalogue.records import known_support
from iuc_hub.companies.queries import get_company
from iuc_hub.errors import N_, Conflict
from iuc_hub.interviews.queries import list_active_needs
from iuc_hub.recommendations import inputs, queries
from iuc_hub.recommendations.models import Recommendation
from iuc_hub.recommendations.models import RecommendationState as State
from iuc_hub.taxonomy import names
from matching.eligibility import check, last_day_of
from matching.explain import criterion_text, reason_text
from matching.types import Answer, CriterionResult, Verdict
from matching.types import Company as KnownCompany
from matching.types import Support as KnownSupport


def split_sendable(
    session: Session, scope: Scope, company_id: int, *, today: date, lock: bool = False
) -> tuple[list[Recommendation], list[Recommendation]]:
    """What is taken along: what can be sent, and what the company can no longer get."""
    accepted = queries.list_recommendations(session, scope, company_id, states=(State.ACCEPTED,), lock=lock)
    company = inputs.known_company(session, scope, get_company(session, scope, company_id), today)
    active = {need.id for need in list_active_needs(session, scope, company_id)}
    supports = queries.list_supports_by_id(session, scope, [one.support_id for one in accepted])
    sendable: list[Recommendation] = []
    lost: list[Recommendation] = []
    for one in accepted:
        row = supports.get(one.support_id)
        possible = one.need_id in active and row is not None and _is_possible(row, company, today)
        (sendable if possible else lost).append(one)
    return sendable, lost


def refuse_unsendable(
    session: Session, scope: Scope, company_id: int, one: Recommendation, *, today: date, language: str
) -> None:
    """Refuse what a letter of today would leave out, with the reason in the language.

    Raises:
        Conflict: the need is withdrawn, the support is not published, or a condition of it says no.
    """
    if one.need_id not in {need.id for need in list_active_needs(session, scope, company_id)}:
        raise Conflict(N_("Behovet är inte längre företagets. Öppna företagets stöd igen."))
    row = queries.list_supports_by_id(session, scope, [one.support_id]).get(one.support_id)
    if row is None or row.state is not SupportState.PUBLISHED:
        raise Conflict(N_("Stödet finns inte längre i katalogen. Välj ett annat."))
    company = inputs.known_company(session, scope, get_company(session, scope, company_id), today)
    verdict, criteria = _judged(row, company, today)
    if verdict is Verdict.BLOCKED:
        reasons = [_in_words(each, language) for each in criteria if each.result is Answer.NO]
        raise Conflict(
            N_("Företaget kan inte få stödet, så det kan inte tas med: %(reason)s."),
            reason="; ".join(reasons),
        )


def has_closed(support: KnownSupport, today: date) -> bool:
    """Whether the last day of all has passed."""
    last = last_day_of(support)
    return last is not None and last < today


def _is_possible(row: Support, company: KnownCompany, today: date) -> bool:
    return row.state is SupportState.PUBLISHED and _judged(row, company, today)[0] is not Verdict.BLOCKED


def _judged(row: Support, company: KnownCompany, today: date) -> tuple[Verdict, tuple[CriterionResult, ...]]:
    return check(known_support(row.record, row.id), company, today, taxonomy.hierarchies())


def _in_words(result: CriterionResult, language: str) -> str:
    """What the company is, beside the condition in the support's own words where it has them."""
    if not result.clause:
        return reason_text(result, language, names(language))
    return f"{criterion_text(result, language, names(language)).statement} (”{result.clause}”)"
