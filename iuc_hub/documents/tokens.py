"""The colours of paper and workbooks: the page's own, read from its tokens."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from iuc_hub import web

TOKENS = Path(web.__path__[0]) / "static" / "css" / "tokens.css"
COLOUR = re.compile(r"--hub-([a-z0-9-]+):\s*(#[0-9a-f]{3,6})\b")


@cache
def colours() -> Mapping[str, str]:
    """Token name without its prefix -> "#rrggbb"."""
    return {name: _long(value) for name, value in COLOUR.findall(TOKENS.read_text("utf-8"))}


def _long(value: str) -> str:
    return value if len(value) > len("#fff") else "#" + "".join(sign * 2 for sign in value[1:])
