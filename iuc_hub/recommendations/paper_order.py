"""The order that a company's offers belong in, as the paper's closing words."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from sqlmodel import Session

from iuc_hub.accounts.scope import Scope
from iuc_hub.companies.aid.services import aid_room
from iuc_hub.companies.models import Company
from iuc_hub.errors import N_
from iuc_hub.interviews.models import Need
from iuc_hub.recommendations import inputs, queries
from iuc_hub.recommendations.offers import Offer
from iuc_hub.recommendations.paper_parts import PaperText
from iuc_hub.recommendations.plans.making import NOT_AGAIN
from iuc_hub.versions.serving import active_model
from iuc_hub.web import format as written
from iuc_hub.web.format import Reader
from matching.plans.proposing import plans
from matching.plans.values import Plan, PlanStep
from matching.plans.words import plan_text, step_text
from matching.records import match_from_record

HEADING = N_("I den här ordningen")
FIRST = N_("%(number)s. %(title)s. Börja %(begin)s.")
BY = N_("Ansökan ska vara inne senast %(day)s.")
EXPECTED = N_("Dagarna är uppskattade efter hur lång tid sådana stöd brukar ta.")


def paper_orders(
    session: Session, scope: Scope, company: Company, shown: Sequence[Offer], reader: Reader
) -> list[PaperText]:
    """A text for each order that some of the offers make; none where none belong together in time."""
    open_ = [offer for offer in shown if not offer.closed and offer.recommendation.state not in NOT_AGAIN]
    made = _plans(session, scope, company, open_, reader.today) if len(open_) > 1 else []
    titles = {offer.row.id: offer.row.title for offer in open_}
    return [_order(plan, titles, reader) for plan in made]


def _plans(
    session: Session, scope: Scope, company: Company, shown: Sequence[Offer], today: date
) -> list[Plan]:
    known = inputs.known_company(session, scope, company, today)
    room = aid_room(session, scope, company, today)
    matches = queries.list_matches_by_id(session, scope, [one.recommendation.match_id for one in shown])
    line = active_model(session, scope.hub).weights_.relevant_from
    found: dict[tuple[str, ...], Plan] = {}
    for need in _needs(shown):
        own = [offer for offer in shown if any(each.id == need.id for each in offer.needs)]
        asked = inputs.with_planned([inputs.known_need(need, known)], known.facts.get("planned_sek"))[0]
        for plan in plans(
            [match_from_record(matches[offer.recommendation.match_id].match) for offer in own],
            asked,
            {offer.support.id: offer.support for offer in own},
            today,
            line=line,
            room=room,
        ):
            found.setdefault(tuple(each.support_id for each in plan.steps), plan)
    return [*found.values()]


def _needs(shown: Sequence[Offer]) -> Iterator[Need]:
    seen: set[int | None] = set()
    for offer in shown:
        for need in offer.needs:
            if need.id not in seen:
                seen.add(need.id)
                yield need


def _order(plan: Plan, titles: Mapping[str, str], reader: Reader) -> PaperText:
    language = reader.locale.language
    steps = [
        _step(number, plan, each, titles[each.support_id], reader)
        for number, each in enumerate(plan.steps, start=1)
    ]
    why = plan_text(plan, language).why
    return PaperText(reader.say(HEADING), [why, *steps, reader.say(EXPECTED)])


def _step(number: int, plan: Plan, step: PlanStep, title: str, reader: Reader) -> str:
    words = {"number": number, "title": title, "begin": written.full_day(step.begin, reader)}
    said = [reader.say(FIRST) % words]
    if step.apply_by is not None:
        said.append(reader.say(BY) % {"day": written.full_day(step.apply_by, reader)})
    said += [
        text
        for reason, text in zip(
            step.warnings, step_text(plan, step, reader.locale.language).warnings, strict=True
        )
        if reason.code in ("not_begun", "before_work")
    ]
    return " ".join(said)
