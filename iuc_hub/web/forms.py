"""Errors of the services shown by the form's own field, with what was typed kept."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask_babel import gettext
from flask_wtf import FlaskForm

from iuc_hub.errors import Conflict, InputError


@contextmanager
def told_on(form: FlaskForm) -> Iterator[None]:
    """Put an InputError or Conflict raised in the block beside its field, or over the form."""
    try:
        yield
    except (InputError, Conflict) as error:
        text = error.text(gettext)
        if error.field and error.field in form:
            field = form[error.field]
            field.errors = [*field.errors, text]
        else:
            form.form_errors = [*form.form_errors, text]
