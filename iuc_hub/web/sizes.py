"""How much a request may carry: a little everywhere, a whole file only where a view takes files."""

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, current_app, request

View = TypeVar("View", bound=Callable[..., object])
MEGABYTE = 1_000_000


def takes_files(view: View) -> View:
    """Let a view's request be as large as the setting for uploads; stands under ``allow``."""
    view.takes_files = True  # type: ignore[attr-defined] # read before the request's body is
    return view


def _allow_files() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, "takes_files", False):
        request.max_content_length = current_app.config["UPLOAD_BYTES"]


def init_sizes(app: Flask, megabytes: int) -> None:
    """Must come before anything that reads forms, such as the check of their tokens."""
    app.config["UPLOAD_BYTES"] = megabytes * MEGABYTE
    app.before_request(_allow_files)
