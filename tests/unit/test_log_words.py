"""Every act that is logged has words on the log's page."""

import ast
import re
from pathlib import Path

from iuc_hub.administration.log_words import ACTS, GROUPS
from iuc_hub.interviews import reading_log

SOURCE = Path(__file__).parents[2] / "iuc_hub"


LOGGING = ("_record", "_log", "_logged", "_told")
"""How the functions are called that hand an act on to the log."""
ACT = re.compile(r"[a-z]+[_.][a-z_]+")


def acts_in_the_code() -> set[str]:
    """Every text given as ``action`` to a function, or to a private log function, and the acts named as constants."""
    found: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                if isinstance(node.func, ast.Name) and node.func.id in LOGGING:
                    found |= {
                        word.value
                        for word in node.args
                        if isinstance(word, ast.Constant) and ACT.fullmatch(str(word.value))
                    }
                found |= {
                    word.value.value
                    for word in node.keywords
                    if word.arg == "action" and isinstance(word.value, ast.Constant)
                }
    return found | {reading_log.READ, reading_log.CHANGED}


def test_every_act_in_the_code_has_words() -> None:
    assert acts_in_the_code() - set(ACTS) == set()


def test_every_act_belongs_to_a_group() -> None:
    openings = tuple(opening for _words, group in GROUPS.values() for opening in group)
    assert [act for act in ACTS if not act.startswith(openings)] == []
