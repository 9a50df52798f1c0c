"""What stands after a page's labels: periods, sums, numeric aims and ids; what can't be read is refused."""

from __future__ import annotations

import calendar
import hashlib
import re
import unicodedata
from collections.abc import Sequence
from datetime import date

from iuc_hub.errors import N_, FileError
from iuc_hub.exchange.page_text import BULLET, Label, page_words
from matching.types import Project, Support

YEARS = range(1900, 2200)
MOST_KRONOR = 10**15
MOMENT = re.compile(r"(\d{4})-?(\d{2})|(\d{4})-(\d{2})-(\d{2})")
PLAIN = re.compile(r"(\d{6}|\d{4}-\d{2}(?:-\d{2})?)\s*-\s*(\d{6}|\d{4}-\d{2}(?:-\d{2})?)")
NUMBER = r"\d{1,3}(?: \d{3})+|\d+"
COUNTED = re.compile(rf"(?<![\w,])(?:{NUMBER})(?:\s?[-–—]\s?(?:{NUMBER}))?(?:,\d+)?(?!\d)")
YEAR = re.compile(r"(?:19|20)\d\d(?:\s?[-–—]\s?(?:19|20)\d\d)?")
LONGEST_ID = 120
SHOWN = 80


def period(label: Label, where: str) -> tuple[date, date]:
    """From the first day of the first month to the last day of the last; days that are given stand as they are."""
    parts = _ends(label.value)
    if parts is None:
        message = N_("Perioden ”%(value)s” går inte att läsa. Skriv den som 2012-03 — 2014-10.")
        raise FileError(message, where=where, row=label.row, field=label.name, value=_short(label.value))
    starts, ends = (_moment(part, label, where, last=number == 1) for number, part in enumerate(parts))
    if ends < starts:
        message = N_("Perioden ”%(value)s” slutar innan den börjar. Rätta den.")
        raise FileError(message, where=where, row=label.row, field=label.name, value=_short(label.value))
    return starts, ends


def _ends(text: str) -> tuple[str, str] | None:
    """The two ends of a period: parted by a long dash, a dash between blanks or ``till``; else two plain ones."""
    for between in (r"\s*[–—−]+\s*", r"\s+-+\s+", r"\s+till\s+"):
        parts = re.split(between, text.strip())
        if len(parts) == 2 and all(parts):  # noqa: PLR2004 - a period has two ends
            return parts[0], parts[1]
    whole = PLAIN.fullmatch(text.strip())
    return (whole[1], whole[2]) if whole else None


def _moment(text: str, label: Label, where: str, *, last: bool) -> date:
    day = _day(text, last=last)
    if day is None:
        message = N_(
            "Perioden ”%(value)s” går inte att läsa: ”%(part)s” är ingen månad. Skriv den som 2012-03 — 2014-10."
        )
        shown, part = _short(label.value), _short(text)
        raise FileError(message, where=where, row=label.row, field=label.name, value=shown, part=part)
    return day


def _day(text: str, *, last: bool) -> date | None:
    """The day that is written, else the first or the last of the month; None for what is neither."""
    hit = MOMENT.fullmatch(text)
    year, month = (int(hit[1] or hit[3]), int(hit[2] or hit[4])) if hit else (0, 0)
    if hit is None or not text.isascii() or year not in YEARS:
        return None
    try:
        if hit[5]:
            return date(year, month, int(hit[5]))
        first = date(year, month, 1)
    except ValueError:
        return None
    return first.replace(day=calendar.monthrange(year, month)[1]) if last else first


def kronor(label: Label, where: str) -> float:
    """A sum with its unit, in kronor."""
    units: dict[str, int] = page_words()["money"]
    written = "|".join(re.escape(each) for each in sorted(units, key=len, reverse=True))
    pattern = rf"(?:(?:sek)\s*)?({NUMBER})(,\d+)?\s*({written})?\.?"
    hit = re.fullmatch(pattern, label.value.strip(), re.IGNORECASE)
    unit = (hit[3] or ("sek" if hit[0][:3].casefold() == "sek" else "")) if hit else ""
    if hit and unit and hit[0].isascii():
        whole, part = hit[1].replace(" ", ""), (hit[2] or "").replace(",", ".")
        amount = round(float(f"{whole}{part}") * units[unit.casefold()], 2)
        if amount <= MOST_KRONOR:
            return int(amount) if amount.is_integer() else amount
    message = N_("Beloppet ”%(value)s” går inte att läsa. Skriv det som 3 080 000 kronor.")
    raise FileError(message, where=where, row=label.row, field=label.name, value=_short(label.value))


def numeric_aim(text: str) -> str | None:
    """An aim that counts something, told from its number on; None for one that counts nothing.

    >>> numeric_aim("- Att totalt 10-15 nya företag ska tillkomma;")
    '10–15 nya företag'
    """
    plain = BULLET.sub("", text, count=1).strip().rstrip(".;,").strip()
    if all(_is_year(each, plain) for each in COUNTED.finditer(plain)):
        return None
    plain = re.sub(rf"({NUMBER})\s?[-–—]\s?({NUMBER})", r"\1–\2", plain)
    before, after = ("|".join(map(re.escape, page_words()[key])) for key in ("aim_before", "aim_after"))
    plain = re.sub(rf"^(?:{before})\s+", "", plain, flags=re.IGNORECASE)
    return re.sub(rf"\s+(?:{after})$", "", plain, flags=re.IGNORECASE)


def _is_year(number: re.Match[str], text: str) -> bool:
    """Whether a number with the look of a year stands where a year would."""
    before = text[: number.start()].casefold().split()
    return bool(YEAR.fullmatch(number[0])) and bool(before) and before[-1] in page_words()["year_before"]


def project_id(owner: str, title: str) -> str:
    """The same id for the same owner and title, however their dashes and capitals are written."""
    plain = f"projekt {owner} {title}".casefold()
    ascii_only = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")
    if len(slug) <= LONGEST_ID:
        return slug
    kept = slug[: LONGEST_ID - 9].rstrip("-")
    return f"{kept}-{hashlib.sha256(slug.encode()).hexdigest()[:8]}"


def project_support(project: Project, *, title: str, description: str, source: str, url: str = "") -> Support:
    """The project as a support that is open while it runs, so that one that has ended is never recommended."""
    return Support(
        id=project_id(project.owner, title),
        kind="project",
        title=title,
        provider=project.owner,
        url=url,
        description=description,
        opens=project.starts,
        closes=project.ends,
        source=source,
        project=project,
    )


def different(
    found: Sequence[tuple[int, Support]], where: str
) -> tuple[list[tuple[int, Support]], list[FileError]]:
    """The projects that come for the first time, and a refusal for each that came before."""
    first: dict[str, int] = {}
    kept, errors = [], []
    for row, support in found:
        same = first.setdefault(support.id, row)
        if same == row:
            kept.append((row, support))
            continue
        message = N_("Projektet ”%(title)s” med samma ägare står redan på rad %(first)s. Ta bort det ena.")
        errors.append(FileError(message, where=where, row=row, title=_short(support.title), first=same))
    return kept, errors


def _short(text: str, most: int = SHOWN) -> str:
    return text if len(text) <= most else f"{text[:most]}…"
