"""The picture on a company's paper of where it stands and where it wants to be, in words and figures."""

from collections.abc import Sequence

from iuc_hub.errors import N_
from iuc_hub.interviews.result_page import ResultPage
from iuc_hub.recommendations.paper_parts import PaperArea, PaperProfile
from iuc_hub.web import format as written
from iuc_hub.web.format import Reader
from surveys.profile import AreaProfile

LEVELS = (N_("Saknas"), N_("En person"), N_("Delvis"), N_("Mäts"), N_("Förbättras"))
HEADING = N_("Nuläge och önskat läge")
NOW, WANTED, STEP = N_("Nu"), N_("Om två år"), N_("Steg")
SPOKEN = N_("Profil: nuläge och önskat läge om två år för %(areas)s områden.")
SPOKEN_AREA = N_("%(name)s: nu %(now)s, om två år %(want)s.")
LARGE_STEP = 2


def paper_profile(page: ResultPage, reader: Reader) -> PaperProfile | None:
    """None for an interview without answers about maturity."""
    if not page.profile:
        return None
    language = reader.locale.language
    areas = [_area(each, page.guide.area(each.area).title.say(language), reader) for each in page.profile]
    return PaperProfile(
        heading=reader.say(HEADING),
        now_word=reader.say(NOW),
        wanted_word=reader.say(WANTED),
        step_word=reader.say(STEP),
        levels=[reader.say(level) for level in LEVELS],
        areas=areas,
        spoken=_spoken(areas, reader),
    )


def _area(area: AreaProfile, name: str, reader: Reader) -> PaperArea:
    gap = area.gap
    step = written.NOTHING if gap is None else f"+{written.number(gap, reader, 1)}" if gap else "0"
    return PaperArea(name, area.now, area.wanted, step, is_large=gap is not None and gap >= LARGE_STEP)


def _spoken(areas: Sequence[PaperArea], reader: Reader) -> str:
    said = [
        reader.say(SPOKEN_AREA)
        % {"name": each.name, "now": _level(each.now, reader), "want": _level(each.wanted, reader)}
        for each in areas
    ]
    return " ".join([reader.say(SPOKEN) % {"areas": len(areas)}, *said])


def _level(value: float | None, reader: Reader) -> str:
    return written.NOTHING if value is None else written.number(value, reader, 1)
