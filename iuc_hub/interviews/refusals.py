"""Why an answer was not stored: outside its scale, or changed by somebody else meanwhile."""

from collections.abc import Callable, Mapping

from iuc_hub.errors import N_, InputError, Stale
from iuc_hub.interviews.models import Answer
from surveys.answers import AnswerError
from surveys.guide import Guide, Question


class AnswerRefused(InputError):
    """An answer outside what its question allows; ``problem`` says where and what to do, in both languages."""

    def __init__(self, guide: Guide, problem: AnswerError) -> None:
        super().__init__(N_("%(question)s, %(field)s: %(problem)s"), field=problem.field or "value")
        self.problem = problem
        self.question = problem.question
        self._item = guide.item(problem.question)

    def told(self, language: str, translate: Callable[[str], str] = str) -> str:
        """Question, field and remedy in one sentence."""
        words = {
            "question": self.question,
            "field": field_words(self._item, self.problem.field, language, translate),
            "problem": self.problem.text(language),
        }
        whole = self.message if words["field"] else N_("%(question)s: %(problem)s")
        return translate(whole) % words

    def text(self, translate: Callable[[str], str] = str) -> str:
        return self.told("sv", translate)


class AnswerChanged(Stale):
    """Somebody changed the same answer meanwhile; both values are kept here so that a person can choose."""

    def __init__(self, item: Question, current: Answer | None, sent: Mapping[str, object]) -> None:
        super().__init__(
            N_("Svaret på %(question)s har ändrats av någon annan. Välj vilket som ska gälla."),
            current=as_told(current),
            field="value",
            question=item.code,
        )
        self.item = item
        self.stored = as_told(current)
        self.sent = dict(sent)


def as_told(answer: Answer | None) -> dict[str, object]:
    """An answer as scripts get it; one that is not there yet has revision 0."""
    if answer is None:
        return {"value": None, "source": "said", "note": "", "revision": 0}
    return {
        "value": answer.value, "source": answer.source.value, "note": answer.note,
        "revision": answer.revision,
    }  # fmt: skip


def field_words(item: Question, field: str, language: str, translate: Callable[[str], str] = str) -> str:
    """What the page calls a field of a question; empty for a question with a single field."""
    if item.scale is not None and field in item.scale.labels:
        return item.scale.labels[field].say(language)
    row, _, code = field.partition("-")
    part = item.field(code) if code else None
    if part is None:
        return ""
    place = {"row": int(row) + 1, "field": part.title.say(language)}
    return translate(N_("rad %(row)s, %(field)s")) % place
