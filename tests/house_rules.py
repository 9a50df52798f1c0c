"""The house's rules as functions from source text to findings, so that a planted breach can be shown to each."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = ("matching", "surveys", "iuc_hub", "workers")
BANNED_NAMES = {"utils", "util", "helpers", "helper", "manager", "managers", "base", "common", "misc"}
VIEW_LINES = 25
DOORS = ("views", "forms", "door", "doors", "access")


@dataclass(frozen=True)
class Source:
    """One file of the project, by its path from the root."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def name(self) -> str:
        return Path(self.path).stem


def project() -> list[Source]:
    """Every Python file of the packages."""
    return [
        Source(str(path.relative_to(ROOT)), path.read_text(encoding="utf-8"))
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
    ]


def _calls(tree: ast.AST) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node.lineno


def selects_outside_queries(source: Source) -> Iterator[str]:
    """A select() stands in queries.py, or in the small single-file stores below the features."""
    stores = ("iuc_hub/jobs", "iuc_hub/mail", "iuc_hub/audit.py")
    if source.name == "queries" or source.path.startswith(stores):
        return
    for called, line in _calls(source.tree):
        if called == "select":
            yield f"{source.path}:{line} selects outside queries.py"


def commits_outside_the_door(source: Source) -> Iterator[str]:
    """Only the door commits; services and queries never do."""
    if source.path == "iuc_hub/db.py":
        return
    for called, line in _calls(source.tree):
        if called.endswith((".commit", ".rollback")):
            yield f"{source.path}:{line} {called}() belongs to transaction()"


def clocks_read_inside(source: Source) -> Iterator[str]:
    """Today's date and the time are arguments; only clock.py asks the machine."""
    if source.path == "iuc_hub/clock.py":
        return
    asks = ("datetime.now", "datetime.utcnow", "date.today", "datetime.today", "time.time")
    for called, line in _calls(source.tree):
        if called in asks:
            yield f"{source.path}:{line} {called}() reads the machine's clock"


def services_that_read_the_clock(source: Source) -> Iterator[str]:
    """Services and queries take `now` and `today` as arguments."""
    if source.name in DOORS or source.name.endswith("_views") or not source.path.startswith("iuc_hub/"):
        return
    if Path(source.path).parent.name in ("iuc_hub", "web", "cli", "demo"):
        return
    for called, line in _calls(source.tree):
        if called in ("clock.now", "clock.today"):
            yield f"{source.path}:{line} {called}() is read inside; take it as an argument"


def long_views(source: Source) -> Iterator[str]:
    """A view is access, form, one verb, redirect or render."""
    if source.name != "views" and not source.name.endswith("_views"):
        return
    for node in source.tree.body:
        if isinstance(node, ast.FunctionDef) and node.decorator_list:
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > VIEW_LINES:
                yield f"{source.path}:{node.lineno} {node.name} has {lines} lines, more than {VIEW_LINES}"


def nameless_rooms(source: Source) -> Iterator[str]:
    """A file is called after what it holds."""
    if source.name in BANNED_NAMES:
        yield f"{source.path} has a name that says nothing"


def modules_without_a_job(source: Source) -> Iterator[str]:
    """A module opens with one sentence that says its job."""
    if source.text.strip() and ast.get_docstring(source.tree) is None:
        yield f"{source.path} does not say its job in its first line"


def inline_code(template: Source) -> Iterator[str]:
    """No style attribute, inline script or event attribute: the content security policy refuses them."""
    for number, line in enumerate(template.text.splitlines(), 1):
        lowered = line.lower()
        if ' style="' in lowered or " onclick=" in lowered or " onchange=" in lowered:
            yield f"{template.path}:{number} carries inline style or code"
        if "<script" in lowered and "src=" not in lowered and 'type="application/json"' not in lowered:
            yield f"{template.path}:{number} carries an inline script"


def templates() -> list[Source]:
    """Every template of the shell."""
    return [
        Source(str(path.relative_to(ROOT)), path.read_text(encoding="utf-8"))
        for path in sorted((ROOT / "iuc_hub").rglob("templates/**/*.html"))
    ]


Rule = Callable[[Source], Iterator[str]]
CODE_RULES: tuple[Rule, ...] = (
    selects_outside_queries,
    commits_outside_the_door,
    clocks_read_inside,
    services_that_read_the_clock,
    long_views,
    nameless_rooms,
    modules_without_a_job,
)
