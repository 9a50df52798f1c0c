"""A report with every kind of cell, and a reader of it."""

from datetime import UTC, date, datetime

from babel import Locale

from iuc_hub.documents.report import FEW, Bar, Bars, Column, Figure, Kind, Report, Section, Table
from iuc_hub.web.format import Reader

READER = Reader(Locale("sv"), datetime(2026, 11, 24, 12, tzinfo=UTC))
HOSTILE = '#import "x": * $a$ *fet* <etikett> \\ @sida // [slut] 😀 "citat" `kod`'


def a_report(**more: object) -> Report:
    values: dict[str, object] = {
        "title": "Uppföljning 2026",
        "lead": "Nio av tio företag fick ett förslag.",
        "period": "1 jan–24 nov 2026",
        "made_on": date(2026, 11, 24),
        "hub": "IUC Exempel",
        "figures": [Figure("Intervjuade företag", 128), Figure("Sökt stöd", 12_500_000, Kind.KRONOR)],
        "sections": [
            Section(
                "Företag efter storlek",
                "Antal anställda.",
                Table(
                    [
                        Column("Storlek"),
                        Column("Företag", Kind.NUMBER),
                        Column("Andel", Kind.PERCENT),
                        Column("Belopp", Kind.KRONOR),
                        Column("Senast", Kind.DAY),
                    ],
                    [
                        ["1–9", 1250, 0.25, 250_000, date(2026, 11, 20)],
                        ["10–49", FEW, None, 0, None],
                    ],
                    ["Alla", 1250, 1, 250_000, None],
                ),
                Bars("Företag efter storlek", [Bar("1–9", [1250]), Bar("10–49", [FEW])]),
            ),
            Section("Behov", "", None, Bars("Behov", [Bar("Energi", [3, 8])], ["2025", "2026"])),
        ],
        "notes": ["Ett företag räknas en gång."],
        "sources": ["IUC Hub"],
    }
    return Report(**(values | more))  # type: ignore[arg-type] # a test names the field it changes
