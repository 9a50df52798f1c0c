"""The forms of the register of members: membership, leaving, fee classes, fees, the goal."""

from collections.abc import Sequence
from datetime import date

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, HiddenField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # the stubs are older
from wtforms.validators import InputRequired, Length, Optional

from iuc_hub.companies.fact_forms import PlainNumberField, read_number
from iuc_hub.members.fees import Correction
from iuc_hub.members.models import FeeClass, Member, MemberFee, MemberGoal
from iuc_hub.members.services import LONGEST_REASON

NUMERIC = {"inputmode": "numeric"}


def _grouped(amount: int) -> str:
    """As people type it: "5 000"."""
    return f"{amount:,}".replace(",", " ")


def _whole(field: StringField) -> float | None:
    return read_number(field.data or "")


class MembershipForm(FlaskForm):  # type: ignore[misc] # the library carries no types
    joined_on = DateField(
        _l("Medlem från och med"), validators=[InputRequired(_l("Skriv dagen då företaget blev medlem."))]
    )
    fee_class = SelectField(
        _l("Avgiftsklass"), description=_l("Årets avgift räknas efter klassen när avgifterna skapas.")
    )

    def offer(self, names: Sequence[str]) -> None:
        self.fee_class.choices = [SelectChoice(name, name) for name in names]

    def begin(self, member: Member | None, today: date) -> None:
        """Show what is stored, or that the company joins today."""
        self.joined_on.data = member.joined_on if member else today
        if member:
            self.fee_class.data = member.fee_class


class LeaveForm(FlaskForm):  # type: ignore[misc] # the library carries no types
    left_on = DateField(
        _l("Inte medlem från och med"),
        description=_l("Den som är medlem året ut slutar den 1 januari året efter."),
        validators=[InputRequired(_l("Skriv från vilken dag företaget inte är medlem."))],
    )
    why = StringField(_l("Varför?"), validators=[Optional(), Length(max=LONGEST_REASON)])

    def begin(self, member: Member, today: date) -> None:
        self.left_on.data, self.why.data = member.left_on or today, member.why_left


class ClassForm(FlaskForm):  # type: ignore[misc] # the library carries no types
    name = StringField(
        _l("Klass"),
        description=_l("Till exempel ”Högst 9 anställda”. Samma namn igen ger klassen en ny avgift."),
        validators=[InputRequired(_l("Skriv vad klassen heter.")), Length(max=80)],
    )
    from_year = PlainNumberField(
        _l("Gäller från år"),
        validators=[InputRequired(_l("Skriv året med fyra siffror."))],
        render_kw=NUMERIC,
    )
    yearly_sek = PlainNumberField(
        _l("Avgift per år, kr"),
        validators=[InputRequired(_l("Skriv avgiften i hela kronor."))],
        render_kw=NUMERIC,
    )

    def begin(self, this_year: int) -> None:
        self.from_year.data = str(this_year)

    @property
    def year(self) -> int | None:
        year = _whole(self.from_year)
        return int(year) if year is not None and year == int(year) else None

    @property
    def amount(self) -> float | None:
        return _whole(self.yearly_sek)


class ClassFeeForm(FlaskForm):  # type: ignore[misc] # the library carries no types
    yearly_sek = PlainNumberField(
        _l("Avgift per år, kr"),
        validators=[InputRequired(_l("Skriv avgiften i hela kronor."))],
        render_kw=NUMERIC,
    )

    seen = HiddenField()

    def begin(self, row: FeeClass) -> None:
        self.yearly_sek.data, self.seen.data = _grouped(row.yearly_sek), str(row.yearly_sek)

    def catch_up(self, row: FeeClass, message: str) -> None:
        """After somebody else's change: show what is stored now."""
        self.begin(row)
        self.form_errors = [message]

    @property
    def seen_amount(self) -> int | None:
        amount = read_number(self.seen.data or "")
        return None if amount is None else int(amount)

    @property
    def amount(self) -> float | None:
        return _whole(self.yearly_sek)


class FeeForm(FlaskForm):  # type: ignore[misc] # the library carries no types
    amount = PlainNumberField(
        _l("Avgift, kr"), validators=[InputRequired(_l("Skriv avgiften i hela kronor."))], render_kw=NUMERIC
    )
    paid_on = DateField(
        _l("Betald den"),
        description=_l("Lämna tomt så länge avgiften inte är betald."),
        validators=[Optional()],
    )

    seen_amount, seen_paid_on = HiddenField(), HiddenField()

    def begin(self, fee: MemberFee) -> None:
        self.amount.data, self.paid_on.data = _grouped(fee.amount_sek), fee.paid_on
        self._see(fee)

    def catch_up(self, fee: MemberFee, message: str) -> None:
        """After somebody else's change: show it where this form's sender changed nothing."""
        amount, paid_on = self.wish.seen
        if _whole(self.amount) == amount:
            self.amount.data = _grouped(fee.amount_sek)
        if self.paid_on.data == paid_on:
            self.paid_on.data, self.paid_on.raw_data = fee.paid_on, None
        self._see(fee)
        self.form_errors = [message]

    def _see(self, fee: MemberFee) -> None:
        self.seen_amount.data = str(fee.amount_sek)
        self.seen_paid_on.data = fee.paid_on.isoformat() if fee.paid_on else ""

    @property
    def wish(self) -> Correction:
        """Without what was seen nothing stored is like it, so that nothing is overwritten unseen."""
        amount, day = self.seen_amount.data or "", self.seen_paid_on.data or ""
        try:
            seen = int(amount or -1), date.fromisoformat(day) if day else None
        except ValueError:
            seen = -1, None
        return Correction(_whole(self.amount), self.paid_on.data, seen)


class GoalForm(FlaskForm):  # type: ignore[misc] # the library carries no types
    members = PlainNumberField(
        _l("Antal medlemmar"), validators=[InputRequired(_l("Skriv antalet med siffror."))], render_kw=NUMERIC
    )
    by_year = PlainNumberField(
        _l("Senast vid slutet av år"),
        validators=[InputRequired(_l("Skriv året med fyra siffror."))],
        render_kw=NUMERIC,
    )

    def begin(self, goal: MemberGoal | None) -> None:
        if goal:
            self.members.data, self.by_year.data = str(goal.members), str(goal.by_year)

    @property
    def wanted(self) -> tuple[float | None, float | None]:
        return _whole(self.members), _whole(self.by_year)
