"""The lexicon's files as they are read: each once."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import yaml


@cache
def lexicon(name: str) -> dict[str, Any]:
    """One of the lexicon's files."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = (resources.files("matching.lexicon") / f"{name}.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=loader)  # noqa: S506 - both are safe loaders
    return loaded


@cache
def stop_words() -> frozenset[str]:
    """Words that say nothing of the matter."""
    return frozenset(str(lexicon("writing")["stop"]).split())
