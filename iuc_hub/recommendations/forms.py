"""The forms of letters."""

import secrets
from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from iuc_hub.companies.models import Contact
from iuc_hub.recommendations.letter_texts import LANGUAGES, Draft
from iuc_hub.recommendations.letters import LONGEST_BODY, LONGEST_SUBJECT, Sending
from iuc_hub.recommendations.models import LetterKind

LONGEST_WRONG = 500


def form_key() -> str:
    """A new key for a form that may be sent once."""
    return secrets.token_hex(16)


class LetterForm(FlaskForm):  # type: ignore[misc] # the library carries no types
    contact = SelectField(_l("Till"), coerce=int, validators=[InputRequired(_l("Välj vem brevet går till."))])
    subject = StringField(
        _l("Rubrik"),
        validators=[
            InputRequired(_l("Skriv en rubrik.")),
            Length(max=LONGEST_SUBJECT, message=_l("Rubriken är för lång. Högst 150 tecken.")),
        ],
    )
    body = TextAreaField(
        _l("Brev"),
        description=_l("Står överst på företagets sida och i mejlet. Länken läggs till av sig själv."),
        validators=[
            InputRequired(_l("Skriv några ord till företaget.")),
            Length(max=LONGEST_BODY, message=_l("Brevet är för långt. Högst 5 000 tecken.")),
        ],
        render_kw={"rows": 8},
    )
    language = HiddenField()
    form_key = HiddenField()

    def offer(self, contacts: Sequence[Contact]) -> None:
        """Fill the list with those who can be written to."""
        self.contact.choices = [(contact.id, f"{contact.name}, {contact.email}") for contact in contacts]

    def begin(self, draft: Draft, language: str, contact: Contact | None = None) -> None:
        """Start from the template's words under a new key."""
        if contact is not None:
            self.contact.data = contact.id
        self.subject.data, self.body.data = draft.subject, draft.body
        self.language.data, self.form_key.data = language, form_key()

    def sending(self, kind: LetterKind = LetterKind.OFFER) -> Sending:
        language = self.language.data or ""
        return Sending(
            kind=kind,
            contact_id=self.contact.data,
            subject=self.subject.data or "",
            body=(self.body.data or "").replace("\r\n", "\n"),
            form_key=self.form_key.data or "",
            language=language if language in LANGUAGES else LANGUAGES[0],
        )


class FollowUpForm(LetterForm):
    """A letter about one that was sent before."""

    wrong = TextAreaField(
        _l("Vad blev fel?"),
        description=_l("Med en eller två meningar, som företaget får läsa."),
        validators=[Length(max=LONGEST_WRONG, message=_l("Texten är för lång. Högst 500 tecken."))],
        render_kw={"rows": 3},
    )

    def filled_body(self) -> str:
        """The letter as it will be read, with what was wrong put in once it is written."""
        body, wrong = self.body.data or "", (self.wrong.data or "").strip()
        return body.replace("{skäl}", wrong).replace("{reason}", wrong) if wrong else body
