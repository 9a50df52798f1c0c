"""How days, amounts and names are written on screens, in Swedish and English, as Jinja filters."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache, wraps

import flask_babel
from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from iuc_hub import clock
from iuc_hub.errors import N_

NBSP = "\u00a0"
JOIN = "\u2060–\u2060"
"""An en dash that a line never breaks at."""
NOTHING = "–"
"""What stands for a value nobody knows."""

NEAR_DAYS = 100
"""A day at most this far ahead needs no year: "fre 29 jan", said in November."""
YEAR_DAYS = 365
MONTH_DAYS = 30.4375
YEAR_MONTHS = 24
"""From here on ages are told in years."""
THOUSAND, MILLION = 1_000, 1_000_000

Amount = int | float | Decimal


@dataclass(frozen=True)
class Reader:
    """Who reads: the language, the moment, and how a msgid is said in that language."""

    locale: Locale
    now: datetime
    say: Callable[[str], str] = str

    @property
    def today(self) -> date:
        return clock.day_in_sweden(self.now)


def _as_day(value: date | datetime) -> date:
    return clock.day_in_sweden(_aware(value)) if isinstance(value, datetime) else value


def _aware(value: datetime) -> datetime:
    """SQLite hands back UTC without saying so; everything stored is UTC."""
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def _date(value: date, pattern: str, reader: Reader) -> str:
    return format_date(value, pattern, locale=reader.locale).replace(".", "").replace(" ", NBSP)


def _says_year(value: date, reader: Reader) -> bool:
    ahead = (value - reader.today).days
    return value.year != reader.today.year and not 0 <= ahead <= NEAR_DAYS


def day(value: date | datetime, reader: Reader) -> str:
    """Weekday, day and month; the year instead of the weekday when the year can't be guessed."""
    on = _as_day(value)
    return _date(on, "d MMM y" if _says_year(on, reader) else "EEE d MMM", reader)


def long_day(value: date | datetime, reader: Reader) -> str:
    """As "tisdag 24 november", for a page's head."""
    on = _as_day(value)
    return _date(on, "EEEE d MMMM y" if _says_year(on, reader) else "EEEE d MMMM", reader)


def full_day(value: date | datetime, reader: Reader) -> str:
    """As "tis 24 nov 2026", always with its year: for letters and paper, which are read later."""
    return _date(_as_day(value), "EEE d MMM y", reader)


def month(value: date, reader: Reader, *, year: bool = True) -> str:
    """As "december 2026", or "december" alone."""
    return _date(value, "LLLL y" if year else "LLLL", reader)


def day_range(start: date | datetime | None, end: date | datetime | None, reader: Reader) -> str:
    """As "1–30 nov", "15 nov–15 dec", "från 1 nov", "till 30 nov"."""
    first, last = (_as_day(value) if value else None for value in (start, end))
    if first is None and last is None:
        return NOTHING
    if first is None or last is None:
        only = _short(first or last or reader.today, reader)
        return reader.say(N_("från %(day)s") if last is None else N_("till %(day)s")) % {"day": only}
    if first == last:
        return day(first, reader)
    known = not _says_year(first, reader) and (last - first).days < YEAR_DAYS
    closing = _date(last, "d MMM", reader) if known else _short(last, reader)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}{JOIN}{closing}"
    opening = _date(first, "d MMM", reader) if first.year == last.year else _short(first, reader)
    return f"{opening}{JOIN}{closing}"


def _short(value: date, reader: Reader) -> str:
    return _date(value, "d MMM y" if _says_year(value, reader) else "d MMM", reader)


def clock_time(value: datetime, reader: Reader) -> str:
    """As "10.00" in Swedish, "10:00" in English; Swedish time."""
    at = _aware(value).astimezone(clock.STOCKHOLM)
    return f"{at.hour}{'.' if reader.locale.language == 'sv' else ':'}{at.minute:02d}"


def ago(value: date | datetime, reader: Reader) -> str:
    """As "idag 10.05", "igår 16.12", "mån 23 nov", "12 juni 2025"."""
    on = _as_day(value)
    time = f" {clock_time(value, reader)}" if isinstance(value, datetime) else ""
    days = (reader.today - on).days
    if days in {0, 1}:
        return reader.say(N_("idag") if days == 0 else N_("igår")) + time
    return day(on, reader)


def age(value: date | datetime, reader: Reader) -> str:
    """How old something is, roughly: "idag", "5 dagar", "7 månader", "2 år"."""
    days = max((reader.today - _as_day(value)).days, 0)
    months = int(days / MONTH_DAYS)
    if days == 0:
        return reader.say(N_("idag"))
    if months < 1:
        return _count(days, N_("1 dag"), N_("%(n)s dagar"), reader)
    if months < YEAR_MONTHS:
        return _count(months, N_("1 månad"), N_("%(n)s månader"), reader)
    return _count(months // 12, N_("1 år"), N_("%(n)s år"), reader)


def days_left(value: date | datetime, reader: Reader) -> str:
    """To a deadline, whose last day counts: "21 dagar kvar", "sista dagen idag", "stängde fre 30 okt"."""
    on = _as_day(value)
    days = (on - reader.today).days
    if days < 0:
        return reader.say(N_("stängde %(day)s")) % {"day": day(on, reader)}
    if days == 0:
        return reader.say(N_("sista dagen idag"))
    return _count(days, N_("1 dag kvar"), N_("%(n)s dagar kvar"), reader)


def _count(n: int, one: str, many: str, reader: Reader) -> str:
    text = reader.say(one) if n == 1 else reader.say(many) % {"n": number(n, reader)}
    return text.replace(" ", NBSP, 1)


def number(value: Amount, reader: Reader, decimals: int | None = None) -> str:
    """Grouped by thousands; ``decimals`` fixes how many, else as many as there are, two at most."""
    return _number(str(value), str(reader.locale), decimals)


@lru_cache(maxsize=20_000)
def _number(value: str, locale: str, decimals: int | None) -> str:
    """A page of figures writes hundreds of numbers, most of them again and again."""
    pattern = "#,##0.##" if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
    exact = Decimal(value)
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return format_decimal(exact, pattern, locale=locale)


def points(value: Amount, reader: Reader) -> str:
    """Points in tenths, the tenth left out when it is nought: "88", "88,3"."""
    tenths = Decimal(str(value)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return number(tenths, reader, 0 if tenths == tenths.to_integral_value() else 1)


def percent(share: Amount, reader: Reader, decimals: int = 0) -> str:
    """A share between 0 and 1 as "12 %"."""
    shown = number(Decimal(str(share)) * 100, reader, decimals)
    return f"{shown}{NBSP}%" if reader.locale.language == "sv" else f"{shown}%"


def kronor(value: Amount, reader: Reader) -> str:
    """As "250 000 kr"; in English "SEK 250,000"."""
    return _with_unit(number(value, reader, 0), reader)


def _with_unit(amount: str, reader: Reader) -> str:
    return f"{amount}{NBSP}kr" if reader.locale.language == "sv" else f"SEK{NBSP}{amount}"


def kronor_range(low: Amount | None, high: Amount | None, reader: Reader) -> str:
    """As "50 000–250 000 kr", "upp till 250 000 kr", "från 50 000 kr"; nought is no lower limit."""
    if not low and high is None:
        return NOTHING
    if not low:
        return reader.say(N_("upp till %(amount)s")) % {"amount": kronor(high or 0, reader)}
    if high is None:
        return reader.say(N_("från %(amount)s")) % {"amount": kronor(low, reader)}
    if low == high:
        return kronor(low, reader)
    return _with_unit(f"{number(low, reader, 0)}{JOIN}{number(high, reader, 0)}", reader)


def kronor_short(value: Amount, reader: Reader) -> str:
    """As "61 mkr", "1,5 mkr", "850 tkr": for facts, where the thousands don't matter."""
    exact = Decimal(str(value))
    if abs(exact) >= MILLION:
        return reader.say(N_("%(n)s mkr")).replace(" ", NBSP) % {"n": points(exact / MILLION, reader)}
    if abs(exact) >= THOUSAND:
        return reader.say(N_("%(n)s tkr")).replace(" ", NBSP) % {"n": number(exact / THOUSAND, reader, 0)}
    return kronor(value, reader)


def initials(name: str) -> str:
    """The first letters of the first and the last name, for the circle beside a person."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalpha()]
    chosen = [words[0], words[-1]] if len(words) > 1 else words
    return "".join(word[0] for word in chosen).upper() or "?"


_COUNTED: Mapping[str, tuple[str, ...]] = {
    "sv": ("noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"),
    "en": ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
           "twelve"),
}  # fmt: skip
_ORDINALS: Mapping[str, tuple[str, ...]] = {
    "sv": ("", "första", "andra", "tredje", "fjärde", "femte", "sjätte", "sjunde", "åttonde", "nionde",
           "tionde", "elfte", "tolfte"),
    "en": ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
           "eleventh", "twelfth"),
}  # fmt: skip


def counted(value: int, reader: Reader) -> str:
    """Small whole numbers as words, as people write them: "elva", then "13"."""
    words = _COUNTED[reader.locale.language]
    return words[value] if 0 <= value < len(words) else number(value, reader)


def ordinal(value: int, reader: Reader) -> str:
    """As "sjätte", then "13:e"; in English "sixth", then "no. 13"."""
    words = _ORDINALS[reader.locale.language]
    if 0 < value < len(words):
        return words[value]
    if reader.locale.language != "sv":
        return f"no.{NBSP}{value}"
    return f"{value}:{'a' if value % 10 in {1, 2} and value % 100 not in {11, 12} else 'e'}"


def phone_link(value: str) -> str:
    """A Swedish number as tel: wants it: "070-174 06 05" is "+46701740605"."""
    digits = "".join(sign for sign in value if sign.isdigit() or sign == "+")
    if digits.startswith("+"):
        return digits
    return "+46" + digits[1:] if digits.startswith("0") and not digits.startswith("00") else digits


def current_reader() -> Reader:
    """The reader of this request: its language and the process's clock."""
    locale = flask_babel.get_locale() or Locale("sv")
    return Reader(locale=locale, now=clock.now(), say=flask_babel.gettext)


def _filter(write: Callable[..., str]) -> Callable[..., str]:
    @wraps(write)
    def written(value: object, *more: object, **named: object) -> str:
        if value is None:
            return NOTHING
        return write(value, *more, reader=current_reader(), **named)

    return written


def _pair_filter(write: Callable[..., str]) -> Callable[..., str]:
    @wraps(write)
    def written(low: object, high: object = None) -> str:
        return write(low, high, current_reader())

    return written


def _number_filter(value: Amount | None, decimals: int | None = None) -> str:
    return NOTHING if value is None else number(value, current_reader(), decimals)


def _percent_filter(value: Amount | None, decimals: int = 0) -> str:
    return NOTHING if value is None else percent(value, current_reader(), decimals)


FILTERS: dict[str, Callable[..., str]] = {
    "day": _filter(day),
    "long_day": _filter(long_day),
    "full_day": _filter(full_day),
    "month": _filter(month),
    "day_range": _pair_filter(day_range),
    "clock": _filter(clock_time),
    "ago": _filter(ago),
    "age": _filter(age),
    "days_left": _filter(days_left),
    "number": _number_filter,
    "points": _filter(points),
    "percent": _percent_filter,
    "kronor": _filter(kronor),
    "kronor_range": _pair_filter(kronor_range),
    "kronor_short": _filter(kronor_short),
    "counted": _filter(counted),
    "ordinal": _filter(ordinal),
    "initials": initials,
    "phone_link": phone_link,
}
"""Every filter, by the name templates use; None is written as a dash."""
