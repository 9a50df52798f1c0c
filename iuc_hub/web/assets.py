"""Copies the few front-end files the pages need from node_modules into static/vendor."""

import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NODE_MODULES = ROOT / "node_modules"
VENDOR = Path(__file__).resolve().parent / "static" / "vendor"
PAPER_FONTS = VENDOR / "paper"
"""Whole fonts for typesetting; browsers get the small parts they need."""

FILES: dict[str, str] = {
    "bootstrap/dist/css/bootstrap.min.css": "bootstrap/bootstrap.min.css",
    "bootstrap/LICENSE": "bootstrap/LICENSE",
    "@fontsource-variable/inter/index.css": "inter/index.css",
    "@fontsource-variable/inter/files/*-wght-normal.woff2": "inter/files",
    "@fontsource-variable/inter/LICENSE": "inter/LICENSE",
    "idb/build/index.js": "idb/index.js",
    "idb/LICENSE": "idb/LICENSE",
    "@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf": "paper/Inter_400Regular.ttf",
    "@expo-google-fonts/inter/500Medium/Inter_500Medium.ttf": "paper/Inter_500Medium.ttf",
    "@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf": "paper/Inter_600SemiBold.ttf",
    "@expo-google-fonts/inter/LICENSE_FONT": "paper/LICENSE_INTER",
    "@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf": "paper/NotoEmoji_400Regular.ttf",
    "@expo-google-fonts/noto-emoji/LICENSE_FONT": "paper/LICENSE_NOTO_EMOJI",
}
"""Where a file or pattern lies under node_modules, and the file or folder it becomes under vendor."""


class AssetsMissingError(Exception):
    """A front-end package is not installed, or not in the shape this module knows."""


def copy_assets(source: Path = NODE_MODULES, target: Path = VENDOR) -> list[Path]:
    """Replace ``target`` by what ``FILES`` names; returns what was written, nothing if a file is missing."""
    found = [
        (path, _place(path, name, target))
        for pattern, name in FILES.items()
        for path in _find(source, pattern)
    ]
    shutil.rmtree(target, ignore_errors=True)
    for path, place in found:
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)
    return [place for _, place in found]


def _find(source: Path, pattern: str) -> list[Path]:
    if not source.is_dir():
        raise AssetsMissingError(f"{source} is missing. Run `npm ci` in {source.parent} first.")
    paths = sorted(source.glob(pattern))
    if not paths:
        raise AssetsMissingError(
            f"{source / pattern} is missing. Run `npm ci` in {source.parent} to repair it."
        )
    return paths


def _place(path: Path, name: str, target: Path) -> Path:
    place = target / name
    return place if place.suffix == path.suffix else place / path.name


def main() -> int:
    """Exit code 0 when every file is in place, 1 with the remedy when something is missing."""
    try:
        written = copy_assets()
    except AssetsMissingError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{len(written)} front-end files copied to {VENDOR.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
