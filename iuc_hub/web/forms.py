"""Errors of the services shown by the form's own field, with what was typed kept."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask_babel import gettext
from flask_wtf import FlaskForm

from iuc_hub.errors import Conflict, HubError, InputError, InputErrors


@contextmanager
def told_on(form: FlaskForm) -> Iterator[None]:
    """Put an InputError or Conflict raised in the block beside its field, or over the form."""
    try:
        yield
    except InputErrors as several:
        for error in several.errors:
            _tell(form, error)
    except (InputError, Conflict) as error:
        _tell(form, error)


def _tell(form: FlaskForm, error: HubError) -> None:
    text = error.text(gettext)
    if error.field and error.field in form:
        field = form[error.field]
        field.errors = [*field.errors, text]
    else:
        form.form_errors = [*form.form_errors, text]
