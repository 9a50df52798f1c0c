"""What no request may carry, refused once for all pages, and one log line a request without its address."""

import time

import structlog
from flask import Flask, Response, g, request
from werkzeug.routing import IntegerConverter, Map

from iuc_hub.errors import N_, InputError

LARGEST_ID = 2**31 - 1
"""The largest id that a row can have."""
log = structlog.get_logger()


class RowId(IntegerConverter):
    """`<int:…>` in a route: a number that can be a row's id; a larger one is no page."""

    def __init__(self, url_map: Map, fixed_digits: int = 0) -> None:
        super().__init__(url_map, fixed_digits=fixed_digits, max=LARGEST_ID)


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


def asked_for() -> dict[str, str]:
    """The request as logs may tell it: its route, never its address, which holds links and search words."""
    rule = request.url_rule
    return {"method": request.method, "route": rule.rule if rule else "", "endpoint": request.endpoint or ""}


def _note_the_start() -> None:
    g.started = time.monotonic()


def _log_request(response: Response) -> Response:
    started = g.get("started")
    took = round((time.monotonic() - started) * 1000) if started is not None else None
    log.info("request", **asked_for(), status=response.status_code, ms=took)
    return response


def init_requests(app: Flask) -> None:
    app.url_map.converters["int"] = RowId
    app.before_request(_note_the_start)
    app.before_request(refuse_null_characters)
    app.after_request(_log_request)
