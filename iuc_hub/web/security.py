"""Headers that keep a page to itself, whatever ends up in its text."""

from flask import Flask, Response

DIRECTIVES = (
    "default-src 'self'",
    "img-src 'self' data:",
    "style-src 'self'",
    "script-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
)


def add_headers(response: Response) -> Response:
    """Refuse inline code, framing and guessing of types; never cache a page with somebody's data."""
    response.headers.setdefault("Content-Security-Policy", "; ".join(DIRECTIVES))
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    if not response.headers.get("Cache-Control"):
        response.headers["Cache-Control"] = "no-store"
    return response


def init_security(app: Flask) -> None:
    app.after_request(add_headers)
