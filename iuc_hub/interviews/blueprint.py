"""The blueprint that the interview's views belong to, with how its refusals are told."""

from flask import Blueprint
from flask_babel import gettext

from iuc_hub.interviews import doors
from iuc_hub.interviews.answer_words import answer_words
from iuc_hub.interviews.refusals import AnswerChanged, AnswerRefused
from surveys.guide import Guide

blueprint = Blueprint("interviews", __name__, template_folder="templates")
blueprint.register_error_handler(AnswerRefused, doors.tell_refused)
blueprint.register_error_handler(AnswerChanged, doors.tell_changed)


@blueprint.context_processor
def words_and_places() -> dict[str, object]:
    """What the templates call: an answer in words, and the address of a question."""

    def page_url(guide: Guide, code: str, interview_id: int) -> str:
        return doors.place_of(interview_id, guide, code)

    return {"answer_words": answer_words, "page_url": page_url, "translate": gettext}
