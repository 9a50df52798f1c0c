"""The commands that add hubs, people and supports: what they print, and how they refuse."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from iuc_hub import db
from iuc_hub.cli.main import COMMANDS, main
from iuc_hub.schema import upgrade
from tests.integration.catalogue.supports import a_file, a_line
from tests.unit.exchange.pages import PROJECT_LIST


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CliRunner]:
    """A terminal in Swedish whose settings name a new database."""
    url = f"sqlite:///{tmp_path / 'hub.sqlite3'}"
    monkeypatch.setenv("IUC_DATABASE_URL", url)
    monkeypatch.setenv("LC_ALL", "sv_SE.UTF-8")
    database = db.Database(url)
    upgrade(database)
    database.dispose()
    before = db.use(database)
    yield CliRunner()
    db.current().dispose()
    if before is not None:
        db.use(before)


def run(terminal: CliRunner, *words: str, typed: str | None = None) -> Result:
    return terminal.invoke(main, list(words), input=typed)


def test_an_import_prints_its_counts_on_one_line_and_each_refusal_after(
    terminal: CliRunner, tmp_path: Path
) -> None:
    path = tmp_path / "supports.jsonl"
    path.write_text(a_file(a_line("a"), "skräp", a_line("b", themes=["okänt"])), encoding="utf-8")
    done = run(terminal, "catalogue", "import", "--from", "jsonl", str(path))
    assert done.exit_code == 0
    lines = done.output.splitlines()
    assert lines[0] == "new: 1, changed: 0, unchanged: 0, refused: 2"
    assert lines[1].startswith(f"{path}, rad 2: ")
    assert lines[2].startswith(f"{path}, rad 3, fältet themes: ")
    again = run(terminal, "catalogue", "import", "--from", "jsonl", str(path))
    assert again.output.splitlines()[0] == "new: 0, changed: 0, unchanged: 1, refused: 2"


@pytest.mark.parametrize("content", [None, b"\xff\xfe", b"bara skr\xc3\xa4p\n"])
def test_a_file_of_which_nothing_can_be_read_ends_with_one(
    terminal: CliRunner, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "supports.jsonl"
    if content is not None:
        path.write_bytes(content)
    done = run(terminal, "catalogue", "import", "--from", "jsonl", str(path))
    assert done.exit_code == 1
    assert str(path) in done.output
    assert "Traceback" not in done.output


def test_a_page_of_projects_is_taken_in_and_its_misprint_quoted(terminal: CliRunner, tmp_path: Path) -> None:
    path = tmp_path / "sida.txt"
    path.write_text(PROJECT_LIST, encoding="utf-8")
    words = ("catalogue", "import", "--from", "project-list", str(path))
    tried = run(terminal, *words, "--dry-run")
    first, second = run(terminal, *words), run(terminal, *words)
    assert tried.output == first.output
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert first.output.splitlines()[0] == "new: 2, changed: 0, unchanged: 0, refused: 1"
    assert "rad 25, fältet Projekttid" in first.output
    assert "20112-01" in first.output
    assert second.output.splitlines()[0] == "new: 0, changed: 0, unchanged: 2, refused: 1"


def test_a_table_is_taken_in_with_a_column_map_and_comes_out_as_csv(
    terminal: CliRunner, tmp_path: Path
) -> None:
    path, out, columns = tmp_path / "in.csv", tmp_path / "ut.csv", tmp_path / "karta.yaml"
    path.write_text("Nr;Sort;Vad\na;call;Robotcheck\n", encoding="utf-8")
    columns.write_text("Nr: id\nSort: kind\nVad: title\n", encoding="utf-8")
    plain = run(terminal, "catalogue", "import", "--from", "csv", str(path))
    assert (plain.exit_code, "Nr" in plain.output) == (1, True)
    mapped = run(terminal, "catalogue", "import", "--from", "csv", "--columns", str(columns), str(path))
    assert mapped.output == "new: 1, changed: 0, unchanged: 0, refused: 0\n"
    assert run(terminal, "catalogue", "export", "--to", "csv", str(out)).exit_code == 0
    again = run(terminal, "catalogue", "import", "--from", "csv", str(out))
    assert again.output == "new: 0, changed: 0, unchanged: 1, refused: 0\n"
    assert run(terminal, "catalogue", "import", "--from", "vinnova", str(path)).exit_code == 2


def test_an_export_is_imported_by_a_hub_that_has_a_name_and_refused_for_one_that_has_none(
    terminal: CliRunner, tmp_path: Path
) -> None:
    path, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    path.write_text(a_file(a_line("a")), encoding="utf-8")
    address = ("--email", "hej@exempel.example", "--phone", "070-174 06 05")
    added = run(terminal, "hub", "add", "--slug", "exempel", "--name", "Exempel", "--county", "18", *address)
    assert added.output == "Hubben Exempel (exempel) i Örebro län är tillagd.\n"
    run(terminal, "catalogue", "import", "--from", "jsonl", "--hub", "exempel", str(path))
    assert run(terminal, "catalogue", "export", "--to", "jsonl", str(out)).exit_code == 0
    assert out.read_text(encoding="utf-8") == ""
    run(terminal, "catalogue", "export", "--to", "jsonl", "--hub", "exempel", str(out))
    assert out.read_text(encoding="utf-8").count("\n") == 1
    unknown = run(terminal, "catalogue", "import", "--from", "jsonl", "--hub", "ingen", str(path))
    assert (unknown.exit_code, "ingen" in unknown.output) == (1, True)
    nowhere = run(terminal, "catalogue", "export", "--to", "jsonl", str(tmp_path / "no" / "out.jsonl"))
    assert nowhere.exit_code == 1


def exported(terminal: CliRunner, tmp_path: Path, *words: str) -> str:
    out = tmp_path / "published.jsonl"
    assert run(terminal, "catalogue", "export", "--to", "jsonl", *words, str(out)).exit_code == 0
    return out.read_text(encoding="utf-8")


def test_a_support_is_archived_and_published_again(terminal: CliRunner, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(a_file(a_line("a"), a_line("b")), encoding="utf-8")
    run(terminal, "catalogue", "import", "--from", "jsonl", str(path))
    done = run(terminal, "catalogue", "archive", "a")
    assert (done.exit_code, done.output) == (0, "Robotcheck är arkiverat.\n")
    assert '"id": "a"' not in exported(terminal, tmp_path)
    assert run(terminal, "catalogue", "archive", "a").exit_code == 1, "it is archived already"
    back = run(terminal, "catalogue", "publish", "a")
    assert (back.exit_code, back.output) == (0, "Robotcheck är publicerat.\n")
    assert '"id": "a"' in exported(terminal, tmp_path)


def test_a_support_is_moved_only_where_it_belongs(terminal: CliRunner, tmp_path: Path) -> None:
    shared, own = tmp_path / "shared.jsonl", tmp_path / "own.jsonl"
    shared.write_text(a_file(a_line("delat")), encoding="utf-8")
    own.write_text(a_file(a_line("eget")), encoding="utf-8")
    address = ("--email", "hej@exempel.example", "--phone", "070-174 06 05")
    run(terminal, "hub", "add", "--slug", "exempel", "--name", "Exempel", "--county", "18", *address)
    run(terminal, "catalogue", "import", "--from", "jsonl", str(shared))
    run(terminal, "catalogue", "import", "--from", "jsonl", "--hub", "exempel", str(own))
    for words in (("delat", "--hub", "exempel"), ("eget",), ("inget",), ("eget", "--hub", "ingen")):
        refused = run(terminal, "catalogue", "archive", *words)
        assert refused.exit_code == 1, words
        assert "Traceback" not in refused.output
    assert run(terminal, "catalogue", "archive").exit_code == 2
    assert '"id": "delat"' in exported(terminal, tmp_path)
    assert run(terminal, "catalogue", "archive", "eget", "--hub", "exempel").exit_code == 0
    assert exported(terminal, tmp_path, "--hub", "exempel") == ""
    assert "Example:" in run(terminal, "catalogue", "archive", "--help").output


@pytest.mark.parametrize(
    ("slug", "county", "words"), [("X_1", "18", "Kortnamnet"), ("exempel", "99", "Länskoden")]
)
def test_a_hub_with_a_wrong_name_or_county_is_refused(
    terminal: CliRunner, slug: str, county: str, words: str
) -> None:
    address = ("--email", "a@exempel.example", "--phone", "1")
    done = run(terminal, "hub", "add", "--slug", slug, "--name", "Exempel", "--county", county, *address)
    assert done.exit_code == 1
    assert words in done.output


def test_a_person_is_added_once_with_a_password_from_standard_input(terminal: CliRunner) -> None:
    person = ("--name", "Rolf Låtsasson", "--email", "rolf@exempel.example", "--password-stdin")
    role = ("--role", "expert", "--organisation", "Fiktiva Institutet")
    assert run(terminal, "user", "add", *role, *person, typed="kort\n").exit_code == 1
    assert run(terminal, "user", "add", *role, *person, typed="ett-gott-losenord\n").exit_code == 0
    again = run(terminal, "user", "add", *role, *person, typed="ett-gott-losenord\n")
    assert (again.exit_code, "har redan ett konto" in again.output) == (1, True)


@pytest.mark.parametrize(
    "role", [("--role", "advisor"), ("--role", "expert"), ("--role", "analyst", "--hub", "exempel")]
)
def test_a_role_without_what_belongs_to_it_is_refused(terminal: CliRunner, role: tuple[str, ...]) -> None:
    done = run(terminal, "user", "add", *role, "--name", "A B", "--email", "a@b.example", "--password-stdin")
    assert done.exit_code == 1


def test_a_database_without_tables_is_told_with_its_remedy(
    terminal: CliRunner, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("IUC_DATABASE_URL", f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    path = tmp_path / "supports.jsonl"
    path.write_text(a_file(a_line("a")), encoding="utf-8")
    done = run(terminal, "catalogue", "import", "--from", "jsonl", str(path))
    assert done.exit_code == 1
    assert "iuc-hub db upgrade" in done.output


def test_settings_that_can_not_be_used_are_told_without_a_trace(
    terminal: CliRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IUC_MODE", "production")
    done = run(terminal, "demo", "--no-serve")
    assert done.exit_code == 1
    assert "IUC_SECRET_KEY" in done.output


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(terminal: CliRunner, name: str) -> None:
    assert run(terminal, name, "--help").exit_code == 0


def test_a_command_nobody_knows_is_wrong_usage(terminal: CliRunner) -> None:
    assert run(terminal, "catalog").exit_code == 2
