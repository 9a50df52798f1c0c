"""Every act that is logged has words on the log's page."""

import ast
from pathlib import Path

from iuc_hub.administration.log_words import ACTS, GROUPS

SOURCE = Path(__file__).parents[2] / "iuc_hub"


def acts_in_the_code() -> set[str]:
    """Every text given as ``action`` to a function, or as the act of a private log function."""
    found: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                found |= {
                    word.value.value
                    for word in node.keywords
                    if word.arg == "action" and isinstance(word.value, ast.Constant)
                }
    return found


def test_every_act_in_the_code_has_words() -> None:
    assert acts_in_the_code() - set(ACTS) == set()


def test_every_act_belongs_to_a_group() -> None:
    openings = tuple(opening for _words, group in GROUPS.values() for opening in group)
    assert [act for act in ACTS if not act.startswith(openings)] == []
