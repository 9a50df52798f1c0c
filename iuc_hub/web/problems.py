"""The tree of errors told over HTTP: a page for people, JSON for a script, never a stack trace."""

import structlog
from flask import Flask, g, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import AnonymousUserMixin
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, OperationalError
from werkzeug.exceptions import BadRequest, HTTPException

from iuc_hub.errors import HubError, Stale
from iuc_hub.web.requests import asked_for

log = structlog.get_logger()


def wants_json() -> bool:
    """Whether the caller is a script rather than a person's page load."""
    return request.is_json or request.accept_mimetypes.best == "application/json"


def tell(status: int, title: str, text: str, **more: object) -> ResponseReturnValue:
    """One problem, as JSON or as a page that says what to do next."""
    if wants_json():
        return jsonify({"error": text, **more}), status
    return render_template("errors/problem.html", status=status, title=title, text=text), status


def tell_hub_error(error: HubError) -> ResponseReturnValue:
    titles = {
        404: _("Här finns ingenting"),
        403: _("Det här får du inte göra"),
        409: _("Det krockar med något som redan finns"),
        410: _("Länken fungerar inte längre"),
        412: _("Någon annan hann före"),
    }
    more: dict[str, object] = {"field": error.field} if error.field else {}
    if isinstance(error, Stale):
        more["current"] = error.current
    return tell(error.http_status, titles.get(error.http_status, _("Det gick inte")), error.text(_), **more)


def tell_http_error(error: HTTPException) -> ResponseReturnValue:
    words = {
        404: (
            _("Här finns ingenting"),
            _("Sidan finns inte. Kontrollera adressen, eller gå till startsidan."),
        ),
        405: (_("Det gick inte"), _("Adressen tar inte emot det som skickades. Gå till startsidan.")),
        413: (
            _("För stort"),
            _("Det som skickades är för stort. Dela upp det och försök igen."),
        ),
        429: (
            _("Vänta en stund"),
            _("Det blev många försök på kort tid. Vänta en minut och försök igen."),
        ),
    }
    status = error.code or 500
    title, text = words.get(
        status,
        (_("Det gick inte"), _("Sidan kunde inte läsa det som skickades. Gå tillbaka och försök igen.")),
    )
    return tell(status, title, text)


def tell_csrf_error(_error: CSRFError) -> ResponseReturnValue:
    text = _("Sidan var för gammal för att skickas. Gå tillbaka, ladda om den och skicka igen.")
    return tell(400, _("Sidan har blivit för gammal"), text)


def tell_database_error(error: OperationalError) -> ResponseReturnValue:
    g._login_user = AnonymousUserMixin()  # noqa: SLF001 - flask-login's own place; asking again would fail again
    g.scope = None
    log.error("database_unavailable", error=str(error.orig))
    text = _(
        "Databasen svarar inte just nu. "
        "Inget har gått förlorat av det som redan sparats. Försök igen om en minut."
    )
    return tell(503, _("Tillfälligt stopp"), text)


def tell_out_of_range(error: DataError | OverflowError) -> ResponseReturnValue:
    """A number no column holds, sent in an address or a field: nothing is wrong with the database."""
    log.warning("number_out_of_range", **asked_for(), error=type(error).__name__)
    return tell_http_error(BadRequest())


def tell_unexpected(error: Exception) -> ResponseReturnValue:
    log.error("unexpected_error", **asked_for(), exc_info=error)
    text = _("Något gick fel hos oss och felet är loggat. Försök igen, eller gå till startsidan.")
    return tell(500, _("Något gick fel"), text)


def init_problems(app: Flask) -> None:
    """Register every kind once."""
    app.register_error_handler(HubError, tell_hub_error)
    app.register_error_handler(CSRFError, tell_csrf_error)
    app.register_error_handler(HTTPException, tell_http_error)
    app.register_error_handler(OperationalError, tell_database_error)
    app.register_error_handler(DataError, tell_out_of_range)
    app.register_error_handler(OverflowError, tell_out_of_range)
    if not app.testing:
        app.register_error_handler(Exception, tell_unexpected)
