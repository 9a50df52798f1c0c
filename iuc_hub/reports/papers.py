"""An overview as a report for paper, workbook and program: the same counts, laid out by what they are about."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from iuc_hub.documents import report_pdf, report_workbook
from iuc_hub.documents.report import Bar, Bars, Cell, Column, Figure, Kind, Report, Section, Table
from iuc_hub.errors import N_
from iuc_hub.reports import words
from iuc_hub.reports.figures import FUNNEL, HORIZONS, SIZES, STANDINGS
from iuc_hub.reports.models import ReportFormat
from iuc_hub.reports.overview import Overview, met_name
from iuc_hub.web.format import Reader, number

TITLES: Mapping[str, str] = {
    "overview": N_("Föreningens rapport"),
    "published": N_("Industrins behov"),
    "coverage": N_("Täckning"),
    "needs": N_("Industrins behov"),
    "outcomes": N_("Från kontakt till resultat"),
}


@dataclass(frozen=True)
class Heading:
    """What stands on every report beside its figures."""

    hub: str
    made_on: date
    contact: str = ""


def report_of(kind: str, overview: Overview, heading: Heading, reader: Reader) -> Report:
    """The report of a kind, in the reader's language."""
    say = reader.say
    notes = [say(each) for each in words.DEFINITIONS]
    if overview.published:
        notes.append(say(words.HIDDEN))
    return Report(
        title=say(TITLES[kind]),
        lead=_lead(overview, reader),
        period=words.period_words(overview.period, reader),
        made_on=heading.made_on,
        hub=heading.hub,
        sections=[each for make in SECTIONS[kind] for each in make(overview, reader)],
        notes=notes,
        figures=_key_figures(overview, reader),
        sources=[words.population_words(overview, reader)],
        contact=heading.contact,
    )


def _shown(overview: Overview, name: str, reader: Reader) -> Cell:
    count = overview.count(name)
    return reader.say(words.NOT_SHOWN) if count is None else count


def _share(overview: Overview, name: str, whole: str, reader: Reader) -> Cell:
    hidden = overview.count(name) is None or overview.count(whole) is None
    return reader.say(words.NOT_SHOWN) if hidden else overview.share(name, whole)


def _lead(overview: Overview, reader: Reader) -> str:
    met, share = overview.count("met"), overview.share("needs", "met")
    if met is None or share is None:
        return ""
    values = {"count": number(met, reader), "share": round(100 * share)}
    return (
        reader.say(N_("%(count)s företag är intervjuade. %(share)s %% av dem har behov av utveckling."))
        % values
    )


def _key_figures(overview: Overview, reader: Reader) -> list[Figure]:
    say = reader.say
    return [
        Figure(say(N_("företag är intervjuade")), _shown(overview, "met", reader)),
        Figure(
            say(N_("av dem har behov av utveckling")), _share(overview, "needs", "met", reader), Kind.PERCENT
        ),
        Figure(say(N_("har sagt ja till ett förslag")), _shown(overview, "yes", reader)),
        Figure(say(N_("har fått stödet beviljat eller klart")), _shown(overview, "done", reader)),
    ]


def _coverage(overview: Overview, reader: Reader) -> list[Section]:
    say, used = reader.say, overview.population
    head = [
        Column(say(N_("Intervjuade")), Kind.NUMBER),
        Column(say(N_("Företag")), Kind.NUMBER),
        Column(say(N_("Andel")), Kind.PERCENT),
    ]

    def row(label: str, place: str | None, branch: str | None) -> list[Cell]:
        met = _shown(overview, met_name(place, branch), reader)
        share = met if isinstance(met, str) else overview.coverage(place, branch)
        return [label, met, used.of(place, branch), share]

    whole = row(say(N_("Alla")), None, None)
    places = [row(words.place_words(place), place, None) for place in overview.places]
    groups = [row(words.branch_words(branch, reader), None, branch) for branch in overview.branches]
    intro = words.population_words(overview, reader)
    sections = [
        Section(
            say(N_("Täckning per kommun")), intro, Table([Column(say(N_("Kommun"))), *head], places, whole),
            _share_bars(say(N_("Andel intervjuade per kommun")), places),
        ),
        Section(
            say(N_("Täckning per bransch")), intro, Table([Column(say(N_("Bransch"))), *head], groups, whole),
            _share_bars(say(N_("Andel intervjuade per bransch")), groups),
        ),
    ]  # fmt: skip
    return sections if overview.published else [*sections, _crossed(overview, reader)]


def _share_bars(caption: str, rows: Sequence[Sequence[Cell]]) -> Bars:
    return Bars(caption, [Bar(str(row[0]), [row[-1]]) for row in rows], kind=Kind.PERCENT)


def _crossed(overview: Overview, reader: Reader) -> Section:
    """Municipality by branch: those met, with all there are beside them."""
    say = reader.say
    columns = [Column(say(N_("Kommun")))]
    for branch in overview.branches:
        name = words.short_branch_words(branch, reader)
        columns += [Column(name, Kind.NUMBER), Column(say(N_("av")), Kind.NUMBER)]
    rows: list[list[Cell]] = [
        [
            words.place_words(place),
            *(
                cell
                for branch in overview.branches
                for cell in (
                    _shown(overview, met_name(place, branch), reader),
                    overview.population.of(place, branch),
                )
            ),
        ]
        for place in overview.places
    ]
    return Section(
        say(N_("Kommun och bransch")),
        say(N_("Intervjuade, och bredvid dem alla företag.")),
        Table(columns, rows),
    )


def _needs(overview: Overview, reader: Reader) -> list[Section]:
    say = reader.say
    by_size = [say(N_("Alla")), *(words.size_words(size, reader) for size in SIZES)]
    names = [["met", *(f"met.size:{size}" for size in SIZES)]]
    names += [[f"theme:{each}", *(f"theme:{each}.size:{size}" for size in SIZES)] for each in overview.themes]
    labels = [say(N_("Intervjuade")), *(words.theme_words(theme, reader) for theme in overview.themes)]
    rows = [
        [label, *(_shown(overview, name, reader) for name in row)]
        for label, row in zip(labels, names, strict=True)
    ]
    theme_rows: list[list[Cell]] = [
        [
            words.theme_words(theme, reader),
            _shown(overview, f"theme:{theme}", reader),
            _share(overview, f"theme:{theme}", "met", reader),
            *(_shown(overview, f"theme:{theme}.horizon:{horizon}", reader) for horizon in HORIZONS),
        ]
        for theme in overview.themes
    ]
    heads = [
        Column(say(N_("Tema"))),
        Column(say(N_("Företag")), Kind.NUMBER),
        Column(say(N_("Andel")), Kind.PERCENT),
    ]
    heads += [Column(words.horizon_words(horizon, reader), Kind.NUMBER) for horizon in HORIZONS]
    return [
        Section(
            say(N_("Behov per tema")),
            say(
                N_(
                    "Så många av de intervjuade företagen har minst ett behov inom temat, och när de vill ha det gjort."
                )
            ),
            Table(heads, theme_rows),
            Bars(say(N_("Behov per tema")), [Bar(str(row[0]), [row[1]]) for row in theme_rows]),
        ),
        Section(
            say(N_("Behov per tema och storlek")),
            say(
                N_(
                    "Första raden är alla intervjuade; varje rad under den de av dem som har behov inom temat."
                )
            ),
            Table([Column(say(N_("Tema"))), *(Column(each, Kind.NUMBER) for each in by_size)], rows),
        ),
    ]


def _outcomes(overview: Overview, reader: Reader) -> list[Section]:
    say = reader.say
    steps: list[list[Cell]] = []
    for place, name in enumerate(FUNNEL):
        share = _share(overview, name, FUNNEL[place - 1], reader) if place else None
        steps.append([say(words.STEP_WORDS[name]), _shown(overview, name, reader), share])
    replies: list[list[Cell]] = [
        [
            say(words.STATE_WORDS[state.value]),
            _shown(overview, f"sent.state:{state.value}", reader),
            _share(overview, f"sent.state:{state.value}", "sent", reader),
        ]
        for state in STANDINGS
    ]
    head = [Column(say(N_("Förslag")), Kind.NUMBER), Column(say(N_("Andel")), Kind.PERCENT)]
    amount = say(words.NOT_SHOWN) if overview.granted_sek is None else overview.granted_sek
    return [
        Section(
            say(N_("Från kontakt till resultat")),
            say(N_("Varje steg är företag ur steget före.")),
            Table(
                [
                    Column(say(N_("Steg"))),
                    Column(say(N_("Företag")), Kind.NUMBER),
                    Column(say(N_("Av föregående")), Kind.PERCENT),
                ],
                steps,
            ),
            Bars(say(N_("Från kontakt till resultat")), [Bar(str(row[0]), [row[1]]) for row in steps]),
        ),
        Section(
            say(N_("Svar och resultat")),
            say(N_("Varje skickat förslag står på en rad, efter hur det ligger till nu.")),
            Table(
                [Column(say(N_("Svar"))), *head],
                replies,
                [say(N_("Alla")), _shown(overview, "sent", reader), 1 if overview.count("sent") else None],
            ),
        ),
        Section(
            say(N_("Beviljat belopp")), "",
            Table([Column(say(N_("Vad"))), Column(say(N_("Belopp")), Kind.KRONOR)], [[say(N_("Beviljat")), amount]]),
        ),
        _reasons(overview, "rejected", say(N_("Varför rådgivaren avstod")), reader),
        _reasons(overview, "sent.state:declined", say(N_("Varför företaget tackade nej")), reader),
    ]  # fmt: skip


def _reasons(overview: Overview, name: str, heading: str, reader: Reader) -> Section:
    say = reader.say
    rows: list[list[Cell]] = [
        [words.reason_words(name, reason, reader), _shown(overview, f"{name}.reason:{reason}", reader)]
        for reason in overview.reasons.get(name, ())
    ]
    return Section(
        heading,
        "",
        Table(
            [Column(say(N_("Skäl"))), Column(say(N_("Förslag")), Kind.NUMBER)],
            rows,
            [say(N_("Alla")), _shown(overview, name, reader)],
        ),
    )


Make = Callable[[Overview, Reader], list[Section]]
SECTIONS: Mapping[str, Sequence[Make]] = {
    "overview": (_coverage, _needs, _outcomes),
    "published": (_coverage, _needs, _outcomes),
    "coverage": (_coverage,),
    "needs": (_needs,),
    "outcomes": (_outcomes,),
}
PREFIXES: Mapping[str, tuple[str, ...]] = {
    "coverage": ("met", "register"),
    "needs": ("met", "needs", "theme:"),
    "outcomes": (*FUNNEL, "sent", "rejected"),
}


def as_json(kind: str, overview: Overview, heading: Heading) -> bytes:
    """The report for a program: every figure by its name, null where it is hidden."""
    prefixes = PREFIXES.get(kind, ("",))
    used = overview.population
    record = {
        "report": kind,
        "hub": heading.hub,
        "made_on": heading.made_on.isoformat(),
        "period": {
            "first": overview.period.first.isoformat() if overview.period.first else None,
            "last": overview.period.last.isoformat(),
        },
        "published": overview.published,
        "figures": {
            name: count for name, count in sorted(overview.counts.items()) if name.startswith(prefixes)
        },
        "granted_sek": overview.granted_sek,
        "companies": {
            "source": used.source or "register",
            "year": used.year,
            "counts": [
                {"municipality": place, "branch": branch, "companies": count}
                for (place, branch), count in sorted(used.companies.items())
            ],
        },
    }
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()


def written(kind: str, form: ReportFormat, overview: Overview, heading: Heading, reader: Reader) -> bytes:
    """The report as a file of the format."""
    if form is ReportFormat.JSON:
        return as_json(kind, overview, heading)
    report = report_of(kind, overview, heading, reader)
    return report_pdf(report, reader) if form is ReportFormat.PDF else report_workbook(report, reader)
