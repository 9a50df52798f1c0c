"""The forms of the hub's administration: its people, its own details, its letters, its guide."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # the stubs are older
from wtforms.validators import InputRequired, Length
from wtforms.widgets import HiddenInput

from iuc_hub.accounts.models import Hub, Role, User
from iuc_hub.accounts.people import PersonDraft
from iuc_hub.errors import N_, InputError
from iuc_hub.recommendations.letter_templates.services import LONGEST_SUBJECT, TemplateText

ROLES = (
    (Role.ADVISOR, _l("Rådgivare")),
    (Role.HUB_ADMIN, _l("Administratör")),
)
LANGUAGES = (("sv", _l("Svenska")), ("en", _l("Engelska")))


class PersonForm(FlaskForm):  # type: ignore[misc] # the library carries no types
    name = StringField(_l("Namn"), validators=[InputRequired(_l("Skriv personens namn.")), Length(max=120)])
    email = StringField(
        _l("E-post"),
        description=_l("Inbjudan skickas hit, och personen loggar in med adressen."),
        validators=[InputRequired(_l("Skriv personens e-postadress.")), Length(max=254)],
        render_kw={"type": "email"},
    )
    phone = StringField(
        _l("Telefon"),
        description=_l("Den som företagen ser i brev och på sin sida."),
        validators=[Length(max=40)],
    )
    role = RadioField(
        _l("Roll"),
        choices=[SelectChoice(value=role.value, label=label) for role, label in ROLES],
        default=Role.ADVISOR.value,
        validators=[InputRequired(_l("Välj rådgivare eller administratör."))],
    )
    language = SelectField(
        _l("Språk"),
        choices=[SelectChoice(value=code, label=label) for code, label in LANGUAGES],
        default="sv",
    )

    def begin(self, user: User) -> None:
        """Show what is stored; the address is the login and stays."""
        del self.email
        self.process(
            None,
            data={"name": user.name, "phone": user.phone, "role": user.role.value, "language": user.language},
        )

    def draft(self, email: str = "") -> PersonDraft:
        """What was typed; ``email`` where the form has none."""
        return PersonDraft(
            name=self.name.data or "",
            email=(self.email.data or "") if self.email else email,
            role=Role(self.role.data),
            phone=self.phone.data or "",
            language=self.language.data or "sv",
        )


class CloseForm(FlaskForm):  # type: ignore[misc] # the library carries no types
    heir = SelectField(_l("Vem tar över företagen?"), coerce=int)

    def offer(self, people: list[User], leaving: int) -> None:
        self.heir.choices = [
            SelectChoice(value=person.id, label=person.name)
            for person in people
            if person.id != leaving and person.role is Role.ADVISOR
        ]


class HubForm(FlaskForm):  # type: ignore[misc] # the library carries no types
    name = StringField(
        _l("Hubbens namn"), validators=[InputRequired(_l("Skriv hubbens namn.")), Length(max=120)]
    )
    email = StringField(
        _l("E-post"),
        description=_l("Svar på brev om konton kommer hit."),
        validators=[InputRequired(_l("Skriv hubbens e-postadress."))],
        render_kw={"type": "email"},
    )
    phone = StringField(_l("Telefon"), description=_l("Ges till företag vars rådgivare saknar eget nummer."))

    def begin(self, hub: Hub) -> None:
        self.process(None, data={"name": hub.name, "email": hub.email, "phone": hub.phone})


class LetterForm(FlaskForm):  # type: ignore[misc] # the library carries no types
    subject = StringField(
        _l("Rubrik"),
        validators=[InputRequired(_l("Skriv en rubrik."))],
        render_kw={"maxlength": LONGEST_SUBJECT},
    )
    body = TextAreaField(
        _l("Text"), validators=[InputRequired(_l("Skriv ett brev."))], render_kw={"rows": 14}
    )
    revision = IntegerField(widget=HiddenInput(), default=0)

    def begin(self, text: TemplateText) -> None:
        self.process(None, data={"subject": text.subject, "body": text.body, "revision": text.revision})


class GuideForm(FlaskForm):  # type: ignore[misc] # the library carries no types
    file = FileField(
        _l("Guide som YAML-fil"),
        description=_l("Ladda ner en guide nedan, ändra i den och ge den ett nytt versionsnummer."),
        validators=[FileRequired(_l("Välj en fil."))],
    )
    problems: tuple[tuple[str, str], ...] | list[tuple[str, str]] = ()
    """What is wrong in the guide: place and remedy."""

    def text(self) -> str:
        """The file's text.

        Raises:
            InputError: the file is not UTF-8.
        """
        content: bytes = self.file.data.read()
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise InputError(
                N_("Filen är inte text i UTF-8. Spara om den som UTF-8 och försök igen."), field="file"
            ) from None
