"""The forms around an interview: plan it, complete it, rank a need, add one."""

from datetime import UTC, datetime, time, timedelta

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from sqlmodel import Session
from wtforms import BooleanField, DateField, RadioField, SelectField, StringField, TextAreaField, TimeField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # the stubs are older
from wtforms.validators import InputRequired, Length, Optional

from iuc_hub import taxonomy
from iuc_hub.accounts.scope import Scope
from iuc_hub.clock import STOCKHOLM, day_in_sweden
from iuc_hub.companies.queries import list_contacts
from iuc_hub.interviews.models import Priority
from iuc_hub.interviews.needs import LONGEST_TITLE, OwnNeed
from iuc_hub.ordering import swedish_key

SATURDAY = 5


class PlanForm(FlaskForm):  # type: ignore[misc] # the library carries no types
    contact_id = SelectField(_l("Vem träffar du?"), coerce=int, default=0)
    day = DateField(_l("Dag"), validators=[InputRequired(_l("Välj dag för besöket."))])
    time = TimeField(_l("Klockan"), validators=[InputRequired(_l("Skriv klockslag för besöket."))])

    def offer(self, session: Session, scope: Scope, company_id: int, now: datetime) -> None:
        """Fill the list of contact persons, and propose nine o'clock on the next working day."""
        people = [each for each in list_contacts(session, scope, company_id) if each.left_on is None]
        self.contact_id.choices = [
            *(
                SelectChoice(str(each.id), f"{each.name}, {each.title}" if each.title else each.name)
                for each in people
            ),
            SelectChoice("0", _l("Ingen utsedd än")),
        ]
        if not self.is_submitted():
            ahead = (day_in_sweden(now) + timedelta(days=days) for days in range(1, 4))
            self.day.data = next(day for day in ahead if day.weekday() < SATURDAY)
            self.time.data = time(9, 0)
            self.contact_id.data = people[0].id if people else 0

    @property
    def planned_at(self) -> datetime:
        """Aware UTC of the day and hour in Sweden, once the form is valid."""
        if self.day.data is None or self.time.data is None:
            raise ValueError("planned_at is asked for before the form is valid")
        return datetime.combine(self.day.data, self.time.data, tzinfo=STOCKHOLM).astimezone(UTC)


class CompletionForm(FlaskForm):  # type: ignore[misc] # the library carries no types
    confirmed = BooleanField(_l("Avsluta ändå. Det som saknas räknas som 0 poäng."))


PRIORITIES = [
    SelectChoice(Priority.ACUTE.value, _l("Akut")),
    SelectChoice(Priority.HIGH.value, _l("Hög")),
    SelectChoice(Priority.MEDIUM.value, _l("Medel")),
    SelectChoice(Priority.LOW.value, _l("Låg")),
]


class OverrideForm(FlaskForm):  # type: ignore[misc] # the library carries no types
    priority = RadioField(
        _l("Prioritet"), choices=PRIORITIES, validators=[InputRequired(_l("Välj en prioritet."))]
    )
    reason = TextAreaField(
        _l("Varför?"),
        validators=[InputRequired(_l("Skriv varför prioriteten ändras. Skälet visas i resultatet."))],
        description=_l("En mening räcker. Den visas i resultatet, bredvid det regeln kom fram till."),
        render_kw={"rows": 3},
    )


class OwnNeedForm(FlaskForm):  # type: ignore[misc] # the library carries no types
    theme = SelectField(_l("Tema"))
    title = StringField(
        _l("Behovet med några ord"),
        validators=[
            InputRequired(_l("Skriv behovet med några ord.")),
            Length(max=LONGEST_TITLE, message=_l("Rubriken är för lång. Högst 120 tecken.")),
        ],
    )
    text = TextAreaField(
        _l("Beskriv behovet"),
        validators=[InputRequired(_l("Beskriv behovet. Texten avgör vilka stöd som hittas.")), Optional()],
        description=_l("Vad ska bli annorlunda, och vad behövs? Texten avgör vilka stöd som hittas."),
        render_kw={"rows": 5},
    )
    priority = RadioField(_l("Prioritet"), choices=PRIORITIES, default=Priority.MEDIUM.value)

    def offer(self, language: str) -> None:
        """Fill the list of themes in the page's language."""
        named = [(code, entry.name(language)) for code, entry in taxonomy.themes().items()]
        self.theme.choices = [
            SelectChoice(code, name) for code, name in sorted(named, key=lambda each: swedish_key(each[1]))
        ]

    def draft(self) -> OwnNeed:
        return OwnNeed(
            theme=self.theme.data or "",
            title=self.title.data or "",
            text=self.text.data or "",
            priority=self.priority.data or "",
        )
