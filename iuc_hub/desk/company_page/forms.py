"""The form that gives a company to another advisor."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # the stubs are older
from wtforms.validators import InputRequired, Length

from iuc_hub.accounts.models import Role, User


class HandoverForm(FlaskForm):  # type: ignore[misc] # the library carries no types
    to = SelectField(
        _l("Vem tar över?"), coerce=int, validators=[InputRequired(_l("Välj vem som tar över."))]
    )
    why = StringField(
        _l("Varför?"),
        validators=[InputRequired(_l("Skriv varför företaget lämnas över.")), Length(max=500)],
        description=_l("Den som tar över läser det på Idag."),
    )

    def offer(self, people: Sequence[User], advisor_id: int) -> None:
        """The hub's active advisors but the one who has the company."""
        self.to.choices = [
            SelectChoice(str(each.id), each.name)
            for each in people
            if each.role is Role.ADVISOR and each.id != advisor_id
        ]
