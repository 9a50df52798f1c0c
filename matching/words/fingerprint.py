"""Tells one state of what texts are read with from every other: the lexicon's files and the dictionary's version."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import metadata, resources

SAID = frozenset(
    {"phrases.yaml", "concept_names.yaml", "sequences.yaml", "README.md"}
)  # what only explains or plans
LENGTH = 16


@cache
def reading_fingerprint() -> str:
    """The same as long as every text is read the same; phrases of explanations are no part of it."""
    found = hashlib.sha256(metadata.version("simplemma").encode())
    for file in sorted(resources.files("matching.lexicon").iterdir(), key=lambda each: each.name):
        if file.is_file() and file.name not in SAID and not file.name.endswith(".py"):
            found.update(file.name.encode() + file.read_bytes())
    return found.hexdigest()[:LENGTH]
