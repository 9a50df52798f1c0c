"""The verb on plans: take all of its steps along."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.companies.aid.services import aid_room
from iuc_hub.companies.queries import get_company
from iuc_hub.errors import N_, Conflict, NotFound
from iuc_hub.recommendations import matching, queries
from iuc_hub.recommendations.lifecycle import AT_COMPANY
from iuc_hub.recommendations.models import Recommendation
from iuc_hub.recommendations.plans.making import passed_over, plans_of
from iuc_hub.recommendations.services import accept


def accept_plan(
    session: Session,
    scope: Scope,
    company_id: int,
    *,
    need_id: int,
    key: str,
    support_ids: Sequence[str],
    now: datetime,
    today: date,
    language: str = "sv",
) -> list[Recommendation]:
    """Take along every step that the company has not been sent already; all of them or none.

    The plan is made again, so that what is taken along still keeps every rule.

    Raises:
        NotFound: another hub's company, or a need that is not the company's.
        Conflict: the plan is no longer the one that was shown, or as `accept`.
    """
    run = matching.match_company(session, scope, company_id, now=now, today=today).run
    results = queries.list_results(session, scope, run.id or 0)
    result = next((one for one in results if one.need_id == need_id), None)
    if result is None:
        raise NotFound(N_("Behovet finns inte längre. Öppna företagets stöd igen."))
    rows = queries.list_matches(session, scope, run.id or 0, need_ids=[need_id])
    supports = queries.list_supports_by_id(session, scope, sorted({one.support_id for one in rows}))
    decided = {
        one.support_id: one
        for one in queries.list_recommendations(session, scope, company_id)
        if one.need_id == need_id
    }
    room = aid_room(session, scope, get_company(session, scope, company_id), today)
    line = matching.model_of(session, run).weights_.relevant_from
    made = plans_of(run, result, rows, supports, line=line, room=room, passed=passed_over(decided))
    if not any(
        plan.key == key and [each.support_id for each in plan.steps] == [*support_ids] for plan in made
    ):
        raise Conflict(N_("Ordningen har ändrats sedan sidan visades. Titta på den igen."))
    match_ids = {one.support_id: one.id or 0 for one in rows}
    return [
        accept(session, scope, company_id, match_ids[support_id], now=now, language=language)
        for support_id in support_ids
        if support_id not in decided or decided[support_id].state not in AT_COMPANY
    ]
