"""What no form may carry, refused once for all of them."""

from flask import Flask, request

from iuc_hub.errors import N_, InputError


def refuse_null_characters() -> None:
    """A null character can't be stored, whatever field it hides in.

    Raises:
        InputError: naming the field.
    """
    if request.is_json:
        return
    for source in (request.args, request.form):
        for field, values in source.lists():
            if any("\x00" in value for value in values):
                raise InputError(
                    N_("Texten innehåller ett tecken som inte går att spara. Ta bort det och skicka igen."),
                    field=field,
                )


def init_requests(app: Flask) -> None:
    app.before_request(refuse_null_characters)
