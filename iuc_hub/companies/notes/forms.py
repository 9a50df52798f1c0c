"""The forms of notes and promises."""

from collections.abc import Sequence
from datetime import UTC, datetime, time

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, RadioField, SelectField, StringField, TextAreaField, TimeField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # the stubs are older
from wtforms.validators import InputRequired, Length, Optional

from iuc_hub.clock import STOCKHOLM
from iuc_hub.companies.dealings import CompanyNote, NoteKind
from iuc_hub.companies.models import Contact
from iuc_hub.companies.notes.services import LONGEST, NoteDraft

KINDS = [
    SelectChoice(NoteKind.CALL.value, _l("Samtal")),
    SelectChoice(NoteKind.MEETING.value, _l("Möte")),
    SelectChoice(NoteKind.MAIL.value, _l("E-post")),
    SelectChoice(NoteKind.NOTE.value, _l("Anteckning")),
    SelectChoice(NoteKind.UNANSWERED_CALL.value, _l("Samtal utan svar")),
]


class NoteForm(FlaskForm):  # type: ignore[misc] # the library carries no types
    kind = RadioField(_l("Vad var det?"), choices=KINDS, default=NoteKind.CALL.value)
    text = TextAreaField(
        _l("Vad sades eller hände?"), validators=[Optional(), Length(max=LONGEST)], render_kw={"rows": 5}
    )
    contact_id = SelectField(_l("Med vem?"), coerce=int, default=0)
    day = DateField(_l("Dag"), validators=[InputRequired(_l("Skriv vilken dag det hände."))])
    time = TimeField(_l("Klockan"), validators=[InputRequired(_l("Skriv klockslaget, till exempel 10.30."))])

    def offer(self, people: Sequence[Contact]) -> None:
        """Fill the list of contact persons."""
        self.contact_id.choices = [SelectChoice("0", _l("Ingen särskild"))] + [
            SelectChoice(str(each.id), each.name) for each in people
        ]

    def begin(self, now: datetime, kind: str) -> None:
        """A new note happened just now."""
        local = now.astimezone(STOCKHOLM)
        self.day.data, self.time.data = local.date(), time(local.hour, local.minute)
        self.kind.data = kind if kind in list(NoteKind) else NoteKind.CALL.value

    def begin_with(self, note: CompanyNote) -> None:
        """Fill the fields with what a note says."""
        self.begin(note.at, note.kind.value)
        self.text.data, self.contact_id.data = note.text, note.contact_id or 0

    def draft(self) -> NoteDraft:
        """What the form says, once it is valid."""
        if self.day.data is None or self.time.data is None:
            raise ValueError("draft is asked for before the form is valid")
        at = datetime.combine(self.day.data, self.time.data, tzinfo=STOCKHOLM).astimezone(UTC)
        return NoteDraft(NoteKind(self.kind.data), self.text.data or "", at, self.contact_id.data or None)


class NewNoteForm(NoteForm):
    """A note with the promise made in the same breath."""

    promise = StringField(
        _l("Vad har du lovat?"),
        validators=[Optional(), Length(max=500)],
        description=_l("Löftet står på Idag tills du har gjort det."),
    )
    promise_due = DateField(_l("När ska det vara gjort?"), validators=[Optional()])

    def draft(self) -> NoteDraft:
        said = super().draft()
        return NoteDraft(
            said.kind, said.text, said.at, said.contact_id, self.promise.data or "", self.promise_due.data
        )


class MoveForm(FlaskForm):  # type: ignore[misc] # the library carries no types
    due = DateField(_l("Ny dag"), validators=[InputRequired(_l("Skriv när löftet ska vara gjort."))])


class DropForm(FlaskForm):  # type: ignore[misc] # the library carries no types
    why = StringField(
        _l("Varför blir det inte av?"),
        validators=[InputRequired(_l("Skriv varför löftet inte blir av.")), Length(max=500)],
    )
