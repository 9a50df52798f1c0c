"""The commands about guides, as a person types them."""

from pathlib import Path

from click.testing import CliRunner, Result

from iuc_hub.cli.guide import guide
from surveys.guide_file import packaged, packaged_text, read_guide


def run(*words: str) -> Result:
    return CliRunner().invoke(guide, list(words))


def test_an_exported_guide_is_right(tmp_path: Path) -> None:
    file = tmp_path / "min-guide.yaml"
    assert run("export", str(file)).exit_code == 0
    assert read_guide(file.read_text(encoding="utf-8")) == packaged("tbn-1")
    checked = run("check", str(file))
    assert checked.exit_code == 0
    assert "11 områden, 40 frågor" in checked.output


def test_an_export_writes_over_nothing_unasked(tmp_path: Path) -> None:
    file = tmp_path / "guide.yaml"
    file.write_text("kvar", encoding="utf-8")
    refused = run("export", str(file))
    assert refused.exit_code == 1
    assert "finns redan" in refused.output
    assert file.read_text(encoding="utf-8") == "kvar"
    assert run("export", str(file), "--replace").exit_code == 0


def test_every_mistake_is_told_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "guide.yaml"
    text = (
        packaged_text("tbn-1")
        .replace("kind: U", "kind: Ö", 1)
        .replace("triggered_gap: 2", "triggered_gap: två")
    )
    file.write_text(text, encoding="utf-8")
    refused = run("check", str(file))
    assert refused.exit_code == 1
    assert "areas.A.questions.A1.kind: Ö går inte här." in refused.output
    assert "rules.triggered_gap" in refused.output


def test_an_unknown_theme_or_help_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "guide.yaml"
    text = (
        packaged_text("tbn-1")
        .replace("helps: [place]", "helps: [lokal]")
        .replace("theme: energy", "theme: kraft")
    )
    file.write_text(text.replace("      energy: {", "      kraft: {"), encoding="utf-8")
    refused = run("check", str(file), "--language", "en")
    assert refused.exit_code == 1
    assert "lokal does not work here" in refused.output
    assert "kraft does not work here" in refused.output


def test_a_file_that_is_not_text_or_not_there_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "guide.yaml"
    file.write_bytes(b"\xff\xfe\x00")
    assert run("check", str(file)).exit_code == 1
    assert run("check", str(tmp_path / "saknas.yaml")).exit_code == 2
    assert run("export", str(tmp_path / "ny.yaml"), "--guide", "tbn-9").exit_code == 1
