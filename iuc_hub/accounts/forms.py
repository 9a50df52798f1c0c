"""The forms of logging in and of choosing a password."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired


class LoginForm(FlaskForm):  # type: ignore[misc] # the library carries no types
    email = StringField(
        _l("E-post"),
        validators=[InputRequired(_l("Skriv din e-postadress."))],
        render_kw={"autocomplete": "username", "type": "email"},
    )
    password = PasswordField(
        _l("Lösenord"),
        validators=[InputRequired(_l("Skriv ditt lösenord."))],
        render_kw={"autocomplete": "current-password"},
    )
    next = HiddenField()


class PasswordForm(FlaskForm):  # type: ignore[misc] # the library carries no types
    password = PasswordField(
        _l("Nytt lösenord"),
        description=_l("Minst tio tecken. En mening du minns är bättre än ett krångligt ord."),
        validators=[InputRequired(_l("Skriv ett lösenord."))],
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        _l("Samma lösenord en gång till"),
        validators=[EqualTo("password", _l("De två lösenorden är olika. Skriv samma två gånger."))],
        render_kw={"autocomplete": "new-password"},
    )
