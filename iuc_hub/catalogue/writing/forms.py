"""The form of a support, with its own rules as rows to fill in."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    Field,
    FieldList,
    Form,
    FormField,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)  # fmt: skip
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # the stubs are older
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from iuc_hub import taxonomy
from iuc_hub.catalogue.models import Support
from iuc_hub.catalogue.records import known_support
from iuc_hub.catalogue.writing.fields import ChoiceField, DayField, NumberField, WorkingDaysField
from iuc_hub.catalogue.writing.rule_rows import IS_WORDS, RuleRow

SPARE_RULES, SPARE_DAYS, MOST_ROWS = 1, 1, 60
MORE = "more"
PLAIN = ("title", "provider", "kind", "url", "language", "description", "source")
LIMITS = ("employees_min", "employees_max", "turnover_min_sek", "turnover_max_sek")
AMOUNTS = ("min_sek", "max_sek", "share_percent")


def _choices(codes: taxonomy.CodeList, language: str, told: Sequence[str] = ()) -> list[SelectChoice]:
    """The list's entries, and what is told already though the list lacks it."""
    known = [SelectChoice(code, entry.name(language)) for code, entry in codes.items()]
    return known + [SelectChoice(code, code) for code in told if code not in codes]


def _several(label: str, **more: Any) -> SelectMultipleField:  # noqa: ANN401 - what the library takes
    return SelectMultipleField(
        label,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,
        **more,
    )


def _number(label: str) -> NumberField:
    return NumberField(label, validators=[Optional()], render_kw={"inputmode": "decimal"})


class RuleForm(Form):
    """One rule; ``kept`` is the rule it was opened with."""

    fact = StringField(_l("Vad det gäller"), render_kw={"list": "kanda-uppgifter", "autocomplete": "off"})
    op = SelectField(_l("Jämförelse"), validate_choice=False)
    value = StringField(_l("Värde"))
    clause = StringField(_l("Regelns egna ord"))
    gone = BooleanField(_l("Ta bort villkoret"))
    kept = HiddenField()

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - as the library has it
        super().__init__(*args, **more)
        words = [SelectChoice(op.value, _(text)) for op, text in IS_WORDS.items()]
        self.op.choices = [SelectChoice("", _("Välj")), *words]

    @property
    def row(self) -> RuleRow:
        texts = (self.fact.data, self.op.data, self.value.data, self.clause.data, self.kept.data)
        return RuleRow(*(each or "" for each in texts))


class SupportForm(FlaskForm):  # type: ignore[misc] # the library carries no types
    """All that people say of a support; the rest of its record stays as it is."""

    title = StringField(_l("Namn"), validators=[InputRequired(_l("Skriv stödets namn."))])
    kind = ChoiceField(_l("Slag"))
    provider = StringField(_l("Vem som driver det"))
    description = TextAreaField(_l("Vad det är, i klarspråk"), render_kw={"rows": 8})
    language = ChoiceField(
        _l("Språk i texten"), choices=[SelectChoice("sv", _l("Svenska")), SelectChoice("en", _l("Engelska"))]
    )
    themes = _several(_l("Teman"))
    opens = DayField(_l("Öppnar"), validators=[Optional()])
    closes = DayField(_l("Sista dag"), validators=[Optional()])
    rolling = BooleanField(_l("Öppet löpande, utan sista dag"))
    cutoffs = FieldList(DayField(_l("Delstopp"), validators=[Optional()]), max_entries=MOST_ROWS)
    funding_type = ChoiceField(_l("Slag av hjälp"))
    min_sek = _number(_l("Lägsta belopp, kronor"))
    max_sek = _number(_l("Högsta belopp, kronor"))
    share_percent = _number(_l("Högsta andel av kostnaden, procent"))
    state_aid = ChoiceField(_l("Statsstöd"))
    effort_days = WorkingDaysField(
        _l("Arbetsdagar som en ansökan tar"), validators=[Optional()],
        description=_l("Lämna tomt för det som är vanligt för slaget."), render_kw={"inputmode": "numeric"},
    )  # fmt: skip
    employees_min = _number(_l("Minst antal anställda"))
    employees_max = _number(_l("Högst antal anställda"))
    turnover_min_sek = _number(_l("Lägsta omsättning, kronor"))
    turnover_max_sek = _number(_l("Högsta omsättning, kronor"))
    sni = StringField(
        _l("Branscher"), description=_l("SNI-koder med komma emellan, som 25, 28. Tomt betyder alla.")
    )
    counties = _several(_l("Län"), description=_l("Inget valt betyder hela landet."))
    municipalities = StringField(
        _l("Kommuner"), description=_l("Namn med komma emellan, som Hällefors, Ludvika. Tomt betyder alla.")
    )
    legal_forms = _several(_l("Företagsformer"), description=_l("Ingen vald betyder alla."))
    applicant = ChoiceField(_l("Vem som får söka"))
    consortium_required = BooleanField(_l("Flera måste söka tillsammans"))
    members_only = BooleanField(_l("Bara för hubbens medlemmar"))
    criteria = FieldList(FormField(RuleForm), max_entries=MOST_ROWS)
    url = StringField(_l("Länk till källan"), render_kw={"type": "url"})
    source = StringField(
        _l("Uppgifter från"), description=_l("Till exempel utlysningstexten av den 3 november.")
    )
    compared = BooleanField(_l("Jag har jämfört det som står här med källan idag"))
    why = StringField(_l("Varför ändras det?"))
    revision = HiddenField()
    key = HiddenField()

    def offer(self, language: str, told: Support | None = None) -> None:
        """Fill the lists, also with codes that the stored support has and no list knows."""
        known = known_support(told.record, told.id) if told else None
        self.kind.choices = _choices(taxonomy.kinds(), language)
        self.themes.choices = _choices(taxonomy.themes(), language)
        self.funding_type.choices = _choices(taxonomy.funding_types(), language)
        self.state_aid.choices = _choices(taxonomy.state_aid(), language)
        self.counties.choices = _choices(taxonomy.counties(), language)
        forms = known.eligibility.legal_forms if known else ()
        self.legal_forms.choices = _choices(taxonomy.legal_forms(), language, forms)
        self.applicant.choices = _choices(taxonomy.applicants(), language)

    def begin(self, values: Mapping[str, Any], days: Sequence[date], rules: Sequence[RuleRow]) -> None:
        """Fill a form that was opened, not sent, with what the support says."""
        for name, value in values.items():
            self[name].data = value
        self.say_days(days)
        self.say_rules(rules)
        self.key.data = self.key.data or secrets.token_hex(6)

    def say_days(self, days: Sequence[date]) -> None:
        """Let the cut-offs be these instead."""
        _refill(self.cutoffs, days)

    def say_rules(self, rules: Sequence[RuleRow]) -> None:
        """Let the rules be these instead."""
        _refill(self.criteria, [vars_of(row) for row in rules])

    def spare(self, *, more: bool = False) -> None:
        """See to it that there are empty rows to write in at the end; a few more where they were asked for."""
        for rows, count in ((self.cutoffs, SPARE_DAYS), (self.criteria, SPARE_RULES)):
            empty = sum(1 for each in rows if _is_empty(each))
            for _number in range(min(count + 2 * more - empty, MOST_ROWS - len(rows))):
                rows.append_entry()

    @property
    def rules(self) -> Iterator[tuple[int, RuleRow]]:
        """The rows that say a rule, with their places in the form."""
        for number, entry in enumerate(self.criteria):
            row = entry.form.row
            if not row.is_empty and not entry.form.gone.data:
                yield number, row

    @property
    def mistakes(self) -> list[tuple[str, str, str]]:
        """Id, label and error of every field that is wrong, rows too."""
        return [
            (field.id, str(field.label.text), " ".join(map(str, field.errors)))
            for field in self.flat()
            if field.errors
        ]

    def flat(self) -> Iterator[Field]:
        """Every field with a place of its own on the page."""
        for field in self:
            if field is self.criteria:
                yield from (each for entry in field for each in entry.form)
            elif field is self.cutoffs:
                yield from field
            elif field.type != "CSRFTokenField":
                yield field


def vars_of(row: RuleRow) -> dict[str, str]:
    """A row as the values of its form."""
    return {"fact": row.fact, "op": row.op, "value": row.value, "clause": row.clause, "kept": row.kept}


def _refill(rows: FieldList[Any], values: Sequence[object]) -> None:
    while rows.entries:
        rows.pop_entry()
    for value in values[:MOST_ROWS]:
        rows.append_entry(value)


def _is_empty(entry: Field) -> bool:
    return entry.form.row.is_empty if isinstance(entry, FormField) else not (entry.data or entry.raw_data)
