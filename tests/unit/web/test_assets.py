"""The front-end files: copied whole, or not at all with the remedy told."""

import re
from pathlib import Path

import pytest

from iuc_hub.web import assets


def install(folder: Path) -> Path:
    """A node_modules with every file the pages need."""
    for pattern in assets.FILES:
        path = folder / "node_modules" / pattern.replace("*", "inter-latin")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(pattern, encoding="utf-8")
    return folder / "node_modules"


def test_every_named_file_is_copied(tmp_path: Path) -> None:
    written = assets.copy_assets(install(tmp_path), tmp_path / "vendor")
    assert len(written) == len(assets.FILES)
    assert (tmp_path / "vendor/bootstrap/bootstrap.min.css").is_file()
    assert (tmp_path / "vendor/inter/files/inter-latin-wght-normal.woff2").is_file()
    assert (tmp_path / "vendor/idb/LICENSE").is_file()


def test_files_of_an_earlier_version_do_not_stay(tmp_path: Path) -> None:
    source = install(tmp_path)
    old = tmp_path / "vendor/old.js"
    old.parent.mkdir()
    old.touch()
    assets.copy_assets(source, tmp_path / "vendor")
    assert not old.exists()


def test_a_missing_node_modules_names_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(assets.AssetsMissingError, match="npm ci"):
        assets.copy_assets(tmp_path / "node_modules", tmp_path / "vendor")


def test_nothing_is_touched_when_one_file_is_missing(tmp_path: Path) -> None:
    source = install(tmp_path)
    (source / "idb/build/index.js").unlink()
    kept = tmp_path / "vendor/kept.css"
    kept.parent.mkdir()
    kept.touch()
    with pytest.raises(assets.AssetsMissingError, match="idb"):
        assets.copy_assets(source, tmp_path / "vendor")
    assert kept.exists()


def test_our_own_styles_load_nothing_from_elsewhere() -> None:
    styles = Path(assets.__file__).parent / "static/css"
    for path in sorted(styles.glob("*.css")):
        for address in re.findall(r"url\(([^)]*)\)", path.read_text(encoding="utf-8")):
            file = (path.parent / address.strip("\"'")).resolve()
            assert file.is_file(), f"{path.name}: {address}"


def test_colours_outside_the_tokens_are_few_and_known() -> None:
    styles = Path(assets.__file__).parent / "static/css"
    known = {"#fff", "#ddd7cd", "#cfc9be"}
    for path in sorted(styles.glob("*.css")):
        if path.name != "tokens.css":
            found = set(re.findall(r"#[0-9a-f]{3,8}\b", path.read_text(encoding="utf-8")))
            assert found <= known, f"{path.name}: {found - known}"
