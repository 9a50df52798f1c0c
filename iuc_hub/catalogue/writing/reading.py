"""A support between its record and the form's fields, with every error beside the field it is about."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext

from iuc_hub import taxonomy
from iuc_hub.catalogue.models import Support
from iuc_hub.catalogue.records import Record, known_support
from iuc_hub.catalogue.writing.drafts import Draft
from iuc_hub.catalogue.writing.forms import AMOUNTS, LIMITS, PLAIN, SupportForm
from iuc_hub.catalogue.writing.rule_rows import RuleRow, named_code, row_of, rule_of
from iuc_hub.companies.fact_forms import read_number
from iuc_hub.errors import InputError, InputErrors, gathered
from iuc_hub.ordering import swedish_key

FIELDS = {"funding.type": "funding_type"}
"""Fields of the record that are called otherwise in the form."""
ROW = re.compile(r"criteria\[(\d+)\](?:\..*?(\w+))?(?:\[\d+\])?")


@dataclass(frozen=True)
class Words:
    """What a support says, as the form's fields have it."""

    values: Mapping[str, Any]
    cutoffs: Sequence[date]
    rules: Sequence[RuleRow]


def fill(form: SupportForm, support: Support, language: str) -> None:
    """Let the form say what the support says."""
    words = words_of(support.record, support.id, support.effort_days, language)
    form.begin({**words.values, "revision": str(support.revision)}, words.cutoffs, words.rules)


def words_of(record: Record, support_id: str, effort_days: int | None, language: str) -> Words:
    known = known_support(record, support_id)
    values: dict[str, Any] = {name: getattr(known, name) for name in PLAIN}
    values |= {name: getattr(known, name) for name in ("opens", "closes", "rolling", "members_only")}
    values |= {name: _typed(getattr(known.funding, name)) for name in AMOUNTS}
    values |= {name: _typed(getattr(known.eligibility, name)) for name in LIMITS}
    values |= {
        "themes": list(known.themes), "funding_type": known.funding.type, "state_aid": known.funding.state_aid,
        "counties": list(known.eligibility.counties), "legal_forms": list(known.eligibility.legal_forms),
        "sni": ", ".join(known.eligibility.sni), "applicant": known.eligibility.applicant.value,
        "consortium_required": known.eligibility.consortium_required,
        "municipalities": ", ".join(_places(known.municipalities)), "effort_days": effort_days,
    }  # fmt: skip
    rules = record.get("criteria")
    rows = [row_of(each, language) for each in rules] if isinstance(rules, list) else []
    return Words(values, known.cutoffs, rows)


def draft_of(form: SupportForm, language: str) -> Draft:
    """What the form says.

    Raises:
        InputErrors: what can't be read, by the form's fields.
    """
    record: Record = {name: (form[name].data or "").strip() for name in PLAIN}
    record["title"] = " ".join(str(record["title"]).split())
    record |= {name: form[name].data.isoformat() for name in ("opens", "closes") if form[name].data}
    record |= {name: bool(form[name].data) for name in ("rolling", "members_only")}
    record |= {
        "themes": form.themes.data or [],
        "cutoffs": [each.isoformat() for each in form.cutoffs.data if each],
    }
    record["funding"] = {
        "type": form.funding_type.data, "state_aid": form.state_aid.data,
        **{name: read_number(form[name].data or "") for name in AMOUNTS},
    }  # fmt: skip
    record["eligibility"] = {
        **{name: read_number(form[name].data or "") for name in LIMITS},
        "sni": _parts(form.sni.data), "counties": form.counties.data or [],
        "legal_forms": form.legal_forms.data or [], "applicant": form.applicant.data,
        "consortium_required": bool(form.consortium_required.data),
    }  # fmt: skip
    with gathered() as problems:
        municipalities, rules = [], []
        for each in _parts(form.municipalities.data):
            with problems.noted():
                municipalities.append(named_code(taxonomy.municipalities(), each, "municipalities"))
        for number, row in form.rules:
            with problems.noted():
                try:
                    rules.append(rule_of(row, language))
                except InputError as error:
                    error.field = f"criteria-{number}-{error.field}"
                    raise
    record |= {"municipalities": municipalities, "criteria": rules}
    return Draft(record, form.effort_days.data, form.why.data or "")


def tell(form: SupportForm, error: InputError) -> None:
    """Put each error beside its field; over the form where it is about none."""
    for each in error.errors if isinstance(error, InputErrors) else (error,):
        field = {found.name: found for found in form.flat()}.get(_name(form, each.field or ""))
        text = each.text(gettext)
        if field is None:
            form.form_errors = [*form.form_errors, text]
        elif text not in field.errors:
            field.errors = [*field.errors, text]


def _name(form: SupportForm, path: str) -> str:
    """The form's field for a field of the record."""
    row = ROW.fullmatch(path)
    if row is None:
        return FIELDS.get(path, path.rpartition(".")[2]) if "-" not in path else path
    numbers = [number for number, _row in form.rules]
    part = {"is": "op", "fact": "fact", "value": "value"}.get(row[2] or "", "clause")
    return f"criteria-{numbers[int(row[1]) - 1]}-{part}"


def _parts(text: str | None) -> list[str]:
    return [each.strip() for each in re.split(r"[,;\n]", text or "") if each.strip()]


def _places(codes: Sequence[str]) -> list[str]:
    places: Mapping[str, taxonomy.Entry] = taxonomy.municipalities()
    names = [places[code].short if code in places else code for code in codes]
    return sorted(names, key=swedish_key)


def _typed(value: float | None) -> str:
    """As "34", "41 000 000" and "12,5": read back as the same number."""
    if value is None:
        return ""
    grouped_from = 10_000
    whole = int(value) if float(value).is_integer() else value
    text = f"{whole:,}" if abs(whole) >= grouped_from else str(whole)
    return text.replace(",", " ").replace(".", ",")
