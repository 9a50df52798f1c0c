"""Tells one state of what texts are read with from every other: the lexicon's files and the dictionary's version."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import metadata, resources

FILES = ("concepts.yaml", "helps.yaml", "writing.yaml", "learning.yaml", "compound_parts.txt.gz")
LENGTH = 16


@cache
def reading_fingerprint() -> str:
    """The same as long as every text is read the same; phrases of explanations are no part of it."""
    found = hashlib.sha256(metadata.version("simplemma").encode())
    for name in FILES:
        found.update((resources.files("matching.lexicon") / name).read_bytes())
    return found.hexdigest()[:LENGTH]
