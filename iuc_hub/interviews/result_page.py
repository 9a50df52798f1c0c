"""What the result of an interview shows: profile, needs with their reasons, what to ask again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.companies import queries as companies
from iuc_hub.companies.models import Company, Contact
from iuc_hub.interviews import queries
from iuc_hub.interviews.answers import answers_of
from iuc_hub.interviews.guides import guide_of
from iuc_hub.interviews.models import Interview, InterviewState, Need, NeedChange, Priority
from surveys.answers import Answers
from surveys.findings import FollowUp, derive
from surveys.guide import Guide
from surveys.profile import AreaProfile, profile
from surveys.progress import Progress, progress


@dataclass(frozen=True)
class ResultPage:
    interview: Interview
    company: Company
    contact: Contact | None
    guide: Guide
    profile: Sequence[AreaProfile]
    progress: Progress
    needs: Sequence[Need]
    follow_ups: Sequence[tuple[FollowUp, str]]
    names: Mapping[int, str]
    changes: Mapping[int, NeedChange]
    """Need id -> the last step anybody took with it."""
    is_changeable: bool

    @property
    def is_approved(self) -> bool:
        return self.interview.state is InterviewState.APPROVED

    @property
    def acute(self) -> Sequence[Need]:
        return [need for need in self.needs if need.shown_priority is Priority.ACUTE]

    def is_raised(self, need: Need) -> bool:
        """Whether the advisor ranked the need higher than the rules do."""
        order = list(Priority)
        return order.index(need.shown_priority) < order.index(need.priority)


def load_result(session: Session, scope: Scope, interview_id: int) -> ResultPage:
    """Raises NotFound for another hub's interview."""
    interview = queries.get_interview(session, scope, interview_id)
    company = companies.get_company(session, scope, interview.company_id)
    contact_id = interview.contact_id
    guide = guide_of(session, interview)
    rows = queries.list_answers(session, scope, interview_id)
    answers = answers_of(guide, rows)
    needs = [each for each in queries.list_needs(session, scope, interview_id) if each.withdrawn_at is None]
    changes = queries.list_last_changes(session, scope, [each.id or 0 for each in needs])
    changers = [each.overridden_by for each in needs if each.overridden_by is not None]
    changers += [each.user_id for each in changes.values()]
    notes = {code: row.note for code, row in rows.items()}
    return ResultPage(
        interview=interview,
        company=company,
        contact=companies.get_contact(session, scope, contact_id) if contact_id is not None else None,
        guide=guide,
        profile=_known(answers),
        progress=progress(answers),
        needs=needs,
        follow_ups=[(each, notes.get(each.question, "")) for each in derive(answers).follow_ups],
        names=queries.list_names(session, changers),
        changes=changes,
        is_changeable=interview.state is InterviewState.COMPLETED and scope.role is Role.ADVISOR,
    )


def _known(answers: Answers) -> Sequence[AreaProfile]:
    """Only areas where both now and wanted are asked can be drawn as a step."""
    return [each for each in profile(answers) if each.now is not None or each.wanted is not None]
