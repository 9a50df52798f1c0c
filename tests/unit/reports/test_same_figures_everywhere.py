"""Excel, PDF, JSON and the rows behind a figure say what counting the rows by hand says, for random histories."""

import io
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime

import pytest
from babel import Locale
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pypdf import PdfReader

from iuc_hub.recommendations.models import RecommendationState as State
from iuc_hub.reports.figures import HORIZONS, SIZES
from iuc_hub.reports.models import ReportFormat
from iuc_hub.reports.overview import Population, overview_of
from iuc_hub.reports.papers import Heading, written
from iuc_hub.reports.period import Period
from iuc_hub.web.format import Reader
from tests.unit.reports.histories import QUARTER_ENDS, Invented, invented, rounds_until

READER = Reader(Locale("sv"), datetime(2026, 7, 1, tzinfo=UTC))
HEADING = Heading("Exempelhubben", date(2026, 7, 1))
PLACES, BRANCHES = {"1880": "Örebro", "1863": "Hällefors"}, {"metal": "Metall", "wood": "Trä"}
THEMES = {"energy": "Energi", "skills_workforce": "Kompetens och bemanning"}
STATES = {
    State.SENT: "Inget svar än",
    State.INTERESTED: "Ja",
    State.DECLINED: "Nej tack",
    State.GRANTED: "Beviljat",
}
PERIODS = [period for periods in rounds_until(QUARTER_ENDS[-1]) for period in periods]
Table = Mapping[str, tuple[object, ...]]


class ByHand:
    """The period's companies and proposals as sets, told from the invented rows without the code under test."""

    def __init__(self, made: Invented, period: Period) -> None:
        first = period.first or date.min
        held = [each for each in made.visits if first <= each.on <= period.last]
        self.register, self.met = made.register, {each.company for each in held}
        last = {one: max(each.on for each in made.visits if each.company == one and each.on <= period.last)
                for one in self.met}  # fmt: skip
        self.needs = {
            (each.company, *need) for each in held if each.on == last[each.company] for need in each.needs
        }
        self.sent = [each for on, each in made.sent if first <= on <= period.last]

    def theme(self, theme: str, horizon: str | None = None) -> set[int]:
        return {one for one, own, when in self.needs if own == theme and horizon in {None, when}}

    def by_size(self, companies: set[int]) -> tuple[int, ...]:
        return (
            len(companies),
            *(sum(self.register[one].size == size for one in companies) for size in SIZES),
        )

    def steps(self) -> dict[str, set[int]]:
        needs = {one for one, _theme, _when in self.needs}

        def among(states: set[State]) -> set[int]:
            return {each.company for each in self.sent if each.state in states} & needs

        yes, granted = {State.INTERESTED, State.GRANTED}, {State.GRANTED}
        return {
            "Kontaktade": self.met | {each.company for each in self.sent}, "Intervjuade": self.met, "Har behov": needs,
            "Fick förslag": among(set(State)), "Sa ja": among(yes), "Sökte eller startade": among(granted),
            "Beviljat eller klart": among(granted),
        }  # fmt: skip


def tables(book: bytes) -> dict[str, Table]:
    """Sheet -> label of the row -> the row's other cells; a chart's own figures stand below with the same labels."""
    found: dict[str, dict[str, tuple[object, ...]]] = {}
    for sheet in load_workbook(io.BytesIO(book)):
        rows = found.setdefault(sheet.title, {})
        for row in sheet.iter_rows(min_row=5, values_only=True):
            if row[0]:
                rows.setdefault(str(row[0]), tuple(row[1:]))
    return found


def text_of(paper: bytes) -> str:
    """All words of the PDF in reading order, a space between them."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(paper)).pages).split())


@settings(max_examples=3, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 60), st.sampled_from(PERIODS))
def test_excel_pdf_json_and_rows_say_what_is_counted_by_hand(
    seed: int, companies: int, period: Period
) -> None:
    made = invented(seed, companies)
    hand, found = ByHand(made, period), made.figures(period)
    overview = overview_of(found, period, Population({}))
    files = {each: written("overview", each, overview, HEADING, READER) for each in ReportFormat}
    sheets, paper = tables(files[ReportFormat.XLSX]), text_of(files[ReportFormat.PDF])
    figures = json.loads(files[ReportFormat.JSON])["figures"]

    sizes = sheets["Behov per tema och storlek"]
    assert sizes["Intervjuade"][:6] == hand.by_size(hand.met)
    assert figures["met"] == len(hand.met)
    for theme, words in THEMES.items():
        of_theme = hand.theme(theme)
        if not of_theme:
            assert words not in sizes
            continue
        assert sizes[words][:6] == hand.by_size(of_theme)
        assert figures[f"theme:{theme}"] == len(of_theme)
        assert found.rows(f"theme:{theme}") == of_theme
        when = tuple(len(hand.theme(theme, horizon)) for horizon in HORIZONS)
        share = pytest.approx(len(of_theme) / len(hand.met))  # a workbook keeps fifteen or sixteen digits
        assert sheets["Behov per tema"][words][:5] == (len(of_theme), share, *when)
        assert f"{words} {' '.join(map(str, hand.by_size(of_theme)))}" in paper
        assert f"{words} {len(of_theme)}" in paper
    for step, of_step in hand.steps().items():
        assert sheets["Från kontakt till resultat"][step][0] == len(of_step)
        assert f"{step} {len(of_step)}" in paper
    for place, words in PLACES.items():
        there = {one for one in hand.met if hand.register[one].place == place}
        if any(each.place == place for each in hand.register.values()):
            assert sheets["Täckning per kommun"][words][0] == len(there)
            assert f"{words} {len(there)} 0" in paper
    for state, words in STATES.items():
        ids = {each.id for each in hand.sent if each.state is state}
        assert sheets["Svar och resultat"][words][0] == len(ids)
        assert found.proposal_rows(f"sent.state:{state.value}") == ids
        assert f"{words} {len(ids)}" in paper


@settings(max_examples=3, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 60), st.sampled_from(PERIODS))
def test_in_excel_the_parts_of_a_table_sum_to_its_whole(seed: int, companies: int, period: Period) -> None:
    made = invented(seed, companies)
    overview = overview_of(made.figures(period), period, Population({}))
    sheets = tables(written("overview", ReportFormat.XLSX, overview, HEADING, READER))
    for row in sheets["Behov per tema och storlek"].values():
        counts = [each for each in row if isinstance(each, int)]
        assert counts[0] == sum(counts[1:])
    for name in (
        "Täckning per kommun",
        "Täckning per bransch",
        "Svar och resultat",
        "Varför rådgivaren avstod",
    ):
        counts = {label: row[0] for label, row in sheets[name].items() if isinstance(row[0], int)}
        assert counts.pop("Alla") == sum(counts.values())
