"""Fields that say what to write when something else was written."""

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, SelectField
from wtforms.form import BaseForm
from wtforms.validators import ValidationError

from iuc_hub.companies.fact_forms import PlainNumberField, read_number


class NumberField(PlainNumberField):
    """A number, with decimals or without."""

    def pre_validate(self, _form: object) -> None:
        if self.data and self.data.strip() and read_number(self.data) is None:
            raise ValidationError(_l("Skriv ett tal, till exempel 34, 12,5 eller 41 000 000."))


class WorkingDaysField(IntegerField):
    """A whole number of working days."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(_l("Skriv antalet arbetsdagar som ett heltal, till exempel 4.")) from error


class DayField(DateField):
    """A day; browsers send it as 2026-11-24, and so do those who type it where no calendar opens."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(_l("Skriv dagen med år, månad och dag, till exempel 2026-11-24.")) from error


class ChoiceField(SelectField):
    """One of a list."""

    def pre_validate(self, form: BaseForm) -> None:
        try:
            super().pre_validate(form)
        except ValueError as error:
            raise ValidationError(_l("Välj något av det som står i listan.")) from error
