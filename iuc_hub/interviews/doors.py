"""What the views of an interview share: who may enter, the reading log, refusals told to scripts."""

from collections.abc import Iterable

from flask import jsonify, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from iuc_hub import clock
from iuc_hub.accounts.models import Role
from iuc_hub.accounts.scope import Scope
from iuc_hub.db import reading, transaction
from iuc_hub.errors import InputError
from iuc_hub.interviews import queries, reading_log
from iuc_hub.interviews.answer_words import answer_words
from iuc_hub.interviews.models import Interview, InterviewState, Need
from iuc_hub.interviews.refusals import AnswerChanged, AnswerRefused
from surveys.guide import Guide

HOLDERS = (Role.ADVISOR,)
"""Who holds interviews and ranks needs."""
READERS = (Role.ADVISOR, Role.HUB_ADMIN)


def language() -> str:
    return "en" if str(get_locale() or "sv").startswith("en") else "sv"


def note_reading(scope: Scope, interview_id: int) -> None:
    """Log that this session reads the interview's text; writes only the first time.

    Raises:
        NotFound: another hub's interview.
    """
    with reading() as session:
        queries.get_interview(session, scope, interview_id)
        if reading_log.is_noted(session, scope, reading_log.READ, interview_id):
            return
    with transaction() as session:
        reading_log.note(session, scope, reading_log.READ, interview_id, clock.now())


def note_words_read(scope: Scope, needs: Iterable[Need]) -> None:
    """Log that this session reads what the company said in the interviews behind these needs.

    One entry for each interview and session; in the usual case, when all are logged, nothing is written.
    """
    interview_ids = {need.interview_id for need in needs}
    with reading() as session:
        if not reading_log.find_unnoted(session, scope, interview_ids):
            return
    with transaction() as session:
        reading_log.note_readings(session, scope, interview_ids, clock.now())


def sent_json() -> object:
    """The request's JSON.

    Raises:
        InputError: when it is none.
    """
    sent = request.get_json(silent=True)
    if sent is None:
        raise InputError(_("Skicka svaret som JSON med fälten value och base_revision."), field="value")
    return sent


def tell_refused(error: AnswerRefused) -> ResponseReturnValue:
    """Question, field and remedy, in the page's language."""
    told = {"error": error.told(language(), _), "question": error.question, "field": error.problem.field}
    return jsonify(told), error.http_status


def tell_changed(error: AnswerChanged) -> ResponseReturnValue:
    """Both values, each also in words, so that a person can choose between them."""
    told = [
        {**side, "words": answer_words(error.item, side["value"], language(), _)}
        for side in (error.stored, error.sent)
    ]
    reply = {"error": error.text(_), "question": error.item.code, "field": "value"}
    return jsonify({**reply, "current": told[0], "sent": told[1]}), error.http_status


def place_of(interview_id: int, guide: Guide, code: str) -> str:
    """The address of one question on its area's page."""
    letter = guide.area_of(code).code
    return url_for("interviews.show_area", interview_id=interview_id, letter=letter, _anchor=f"q-{code}")


def first_page(interview: Interview, guide: Guide, next_code: str | None) -> str:
    """Where an interview goes on: its next open question, its completion, or its result."""
    number = interview.id or 0
    if interview.state in queries.FINISHED:
        return url_for("interviews.show_result", interview_id=number)
    if interview.state is InterviewState.CANCELLED:
        return url_for("desk.show_company", company_id=interview.company_id)
    if next_code is None:
        return url_for("interviews.review_completion", interview_id=number)
    if interview.state is InterviewState.PLANNED:
        return url_for("interviews.show_area", interview_id=number, letter=guide.areas[0].code)
    return place_of(number, guide, next_code)


def result_at(interview_id: int, need_id: int) -> str:
    """The address of one need in the result."""
    return url_for("interviews.show_result", interview_id=interview_id, _anchor=f"behov-{need_id}")
