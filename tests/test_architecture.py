"""The house keeps its rules, also in code that is not yet written."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from flask import Flask

from iuc_hub.accounts.access import PUBLIC, declared_access
from iuc_hub.accounts.models import Role
from iuc_hub.app import create_app
from iuc_hub.config import Settings
from iuc_hub.db import Database
from tests import house_rules
from tests.house_rules import ROOT, Rule, Source

PLANTED: dict[Rule, Source] = {
    house_rules.selects_outside_queries: Source(
        "iuc_hub/companies/services.py", '"""Job."""\nrows = session.exec(select(Company))\n'
    ),
    house_rules.commits_outside_the_door: Source(
        "iuc_hub/interviews/services.py", '"""Job."""\nsession.commit()\n'
    ),
    house_rules.clocks_read_inside: Source("matching/engine.py", '"""Job."""\ntoday = date.today()\n'),
    house_rules.services_that_read_the_clock: Source(
        "iuc_hub/companies/services.py", '"""Job."""\nnow = clock.now()\n'
    ),
    house_rules.long_views: Source(
        "iuc_hub/desk/views.py",
        '"""Job."""\n@blueprint.get("/x")\ndef long():\n' + "    step()\n" * 26,
    ),
    house_rules.nameless_rooms: Source("iuc_hub/web/utils.py", '"""Job."""\n'),
    house_rules.modules_without_a_job: Source("matching/new.py", "x = 1\n"),
    house_rules.inline_code: Source("iuc_hub/x/templates/x/a.html", '<p style="color: red">'),
}


@pytest.mark.parametrize("rule", house_rules.CODE_RULES, ids=lambda rule: rule.__name__)
def test_the_code_keeps_the_rule(rule: Rule) -> None:
    assert [finding for source in house_rules.project() for finding in rule(source)] == []


def test_no_template_carries_inline_style_or_code() -> None:
    assert [
        finding for source in house_rules.templates() for finding in house_rules.inline_code(source)
    ] == []


@pytest.mark.parametrize("rule", PLANTED, ids=lambda rule: rule.__name__)
def test_a_planted_breach_of_the_rule_is_found(rule: Rule) -> None:
    assert list(rule(PLANTED[rule])) != []


@pytest.fixture(scope="module")
def app() -> Flask:
    return create_app(Settings(_env_file=None), database=Database("sqlite://"), testing=True)


def undeclared_routes(app: Flask) -> list[str]:
    """Endpoints whose view does not say who may enter."""
    known = {endpoint: declared_access(view) for endpoint, view in app.view_functions.items()}
    return sorted(endpoint for endpoint, access in known.items() if access is None and endpoint != "static")


def test_every_route_declares_who_may_enter(app: Flask) -> None:
    assert undeclared_routes(app) == []


def test_a_route_that_forgets_to_declare_is_found() -> None:
    app = Flask("planted")
    app.add_url_rule("/open", "planted.open", lambda: "open")
    assert undeclared_routes(app) == ["planted.open"]


def test_only_these_routes_are_open_to_anybody(app: Flask) -> None:
    """A new public page is a decision: it is added here on purpose."""
    public = {endpoint for endpoint, view in app.view_functions.items() if declared_access(view) == PUBLIC}
    assert public == {
        "home",
        "accounts.login",
        "accounts.choose_password",
        "accounts.open_account_link",
        "accounts.log_in",
        "accounts.log_out",
        "accounts.choose_language",
        "recommendations.open_link",
        "recommendations.enter",
        "recommendations.renew_link",
    }


def test_a_company_contact_enters_nothing_but_the_companys_page(app: Flask) -> None:
    theirs = {
        endpoint
        for endpoint, view in app.view_functions.items()
        if isinstance(access := declared_access(view), frozenset) and Role.COMPANY in access
    }
    assert theirs == {
        "recommendations.company_page",
        "recommendations.our_paper",
        "recommendations.reply",
        "recommendations.correct_fact",
        "recommendations.set_consent",
    }


def test_there_is_one_migration_head() -> None:
    heads = re.findall(
        r"^down_revision[^=]*=\s*(.+)$",
        "\n".join(path.read_text() for path in (ROOT / "migrations" / "versions").glob("*.py")),
        re.MULTILINE,
    )
    assert len(heads) == len(set(heads)), "two migrations follow the same one"


def undocumented_settings(text: str) -> list[str]:
    """Settings whose environment name the text does not mention."""
    return [name for name in Settings.model_fields if f"`IUC_{name.upper()}`" not in text]


def test_every_setting_is_documented() -> None:
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    assert undocumented_settings(text) == []


def test_a_setting_nobody_documented_is_found() -> None:
    assert "secret_key" in undocumented_settings("`IUC_DATABASE_URL` says where everything is stored.")


def texts_in(folder: Path) -> set[str]:
    """Every msgid marked in Python and templates below a folder."""
    found: set[str] = set()
    keywords: dict[str, tuple[int, ...] | None] = {
        "_": None,
        "_l": None,
        "N_": None,
        "gettext": None,
        "lazy_gettext": None,
        "ngettext": (1, 2),
    }
    methods = [("**.py", "python"), ("**/templates/**.html", "jinja2"), ("**/templates/**.txt", "jinja2")]
    strictly = {
        "extensions": "jinja2.ext.do",
        "silent": "false",
    }  # a template it can't read is an error, not empty
    options = dict.fromkeys(("**/templates/**.html", "**/templates/**.txt"), strictly)
    for _file, _line, message, _comments, _context in extract_from_dir(
        folder, method_map=methods, options_map=options, keywords=keywords
    ):
        found.add(message[0] if isinstance(message, tuple) else message)
    return found


def untranslated(texts: set[str], catalogue: Catalog) -> list[str]:
    """Texts without a translation, or with one still marked as a guess."""
    missing = []
    for text in texts:
        entry = catalogue.get(text)
        strings = entry.string if entry else ""
        done = all(strings) if isinstance(strings, (tuple, list)) else bool(strings)
        if entry is None or not done or entry.fuzzy:
            missing.append(text)
    return sorted(missing)


def english() -> Catalog:
    path = ROOT / "iuc_hub/web/translations/en/LC_MESSAGES/messages.po"
    with path.open("rb") as file:
        return read_po(file, locale="en")


def test_every_text_is_translated_into_english() -> None:
    assert untranslated(texts_in(ROOT / "iuc_hub"), english()) == []


def mismatched(catalogue: Catalog) -> list[str]:
    """Translations that take other values than the text they stand for."""
    placeholder = re.compile(r"%\(\w+\)[a-z]")
    wrong = []
    for entry in catalogue:
        texts = entry.id if isinstance(entry.id, (tuple, list)) else [entry.id]
        strings = entry.string if isinstance(entry.string, (tuple, list)) else [entry.string]
        wanted = set(placeholder.findall(texts[-1]))
        if entry.id and any(set(placeholder.findall(string)) - wanted for string in strings):
            wrong.append(texts[0])
    return wrong


def test_every_translation_takes_the_same_values_as_its_text() -> None:
    assert mismatched(english()) == []


def test_a_translation_with_another_value_is_found() -> None:
    catalogue = Catalog(locale="en")
    catalogue.add("Hej %(name)s", "Hi %(names)s")
    assert mismatched(catalogue) == ["Hej %(name)s"]


def test_a_text_nobody_translated_is_found(tmp_path: Path) -> None:
    (tmp_path / "views.py").write_text('title = _("En helt ny mening")\n', encoding="utf-8")
    assert untranslated(texts_in(tmp_path), english()) == ["En helt ny mening"]


def test_the_core_does_not_import_the_shell_even_indirectly() -> None:
    """Importing the whole core in a fresh process loads nothing of the web, the database or the queue."""
    code = (
        "import sys, matching.engine, matching.explain, surveys.findings, surveys.guide_file;"
        "print([m for m in sys.modules if m.split('.')[0] in "
        "('iuc_hub','flask','sqlmodel','sqlalchemy','celery','redis')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)  # noqa: S603 - our own interpreter
    assert done.stdout.strip() == "[]"


_: Callable[..., object]
