"""The macros: what they say to readers, and that figures and pictures agree."""

import re
from pathlib import Path

import html5lib
import pytest
from flask import Flask, render_template_string
from flask_babel import Babel
from flask_wtf import CSRFProtect
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import StrictUndefined
from wtforms import BooleanField, Form, IntegerField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from iuc_hub.clock import FixedClock
from iuc_hub.web.format import FILTERS

WEB = Path(__file__).resolve().parents[3] / "iuc_hub/web"


def build() -> Flask:
    app = Flask("iuc_hub", template_folder=str(WEB / "templates"))
    app.secret_key = "a key for tests"
    app.jinja_env.filters.update(FILTERS)
    Babel(app, default_locale="sv")
    CSRFProtect(app)
    return app


APP = build()


def render(source: str, **values: object) -> str:
    with APP.test_request_context():
        return render_template_string(source, **values)


def call(file: str, name: str, arguments: str, **values: object) -> str:
    return render(f'{{% from "macros/{file}.html" import {name} %}}{{{{ {name}({arguments}) }}}}', **values)


def valid(fragment: str) -> bool:
    """Whether a fragment is well-formed HTML5."""
    parser = html5lib.HTMLParser(strict=True)
    parser.parseFragment(fragment)
    return True


class Sample(Form):
    name = StringField("Namn", [InputRequired()], description="Som i registret.")
    employees = IntegerField("Anställda", [Optional()])
    place = SelectField("Kommun", choices=[SelectChoice("1863", "Hällefors")])
    form = RadioField("Företagsform", choices=[SelectChoice("ab", "Aktiebolag")])
    member = BooleanField("Medlem")


def test_an_error_stands_between_the_label_and_the_field_it_belongs_to() -> None:
    form = Sample(data={})
    form.name.errors = ["Fyll i namnet."]
    html = call("forms", "field", "f", f=form.name)
    assert html.index("<label") < html.index("Fyll i namnet.") < html.index("<input")
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="name-hjalp name-fel"' in html
    assert 'id="name-fel"' in html


def test_only_fields_that_may_be_left_empty_say_so() -> None:
    form = Sample()
    assert "valfritt" not in call("forms", "field", "f", f=form.name)
    assert "valfritt" in call("forms", "field", "f", f=form.employees)


@pytest.mark.parametrize("name", ["name", "employees", "place", "form", "member"])
def test_every_kind_of_field_has_a_label_and_is_valid(name: str) -> None:
    form = Sample()
    html = call("forms", "field", "f", f=form[name])
    assert valid(html)
    assert "<label" in html


def test_a_status_is_a_word_and_an_icon_before_it_is_a_colour() -> None:
    html = call("marks", "status", '"Hinns inte", "no"')
    assert "Hinns inte" in html
    assert "#i-no" in html


def test_every_icon_that_is_named_is_drawn() -> None:
    sprite = (WEB / "templates/layout/sprite.html").read_text(encoding="utf-8")
    drawn = set(re.findall(r'id="i-([a-z]+)"', sprite))
    named: set[str] = set()
    for path in WEB.parent.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        named |= set(re.findall(r'icon\("([a-z]+)"\)', text)) | set(re.findall(r'href="#i-([a-z]+)"', text))
    assert named <= drawn, named - drawn


CONTRIBUTIONS = st.lists(st.integers(0, 140), min_size=1, max_size=7)


@given(CONTRIBUTIONS)
def test_the_bar_of_a_score_is_as_long_as_its_parts(tenths: list[int]) -> None:
    parts = [(f"Del {n}", value / 10) for n, value in enumerate(tenths)]
    html = call("score", "stack", "score, parts", score=sum(tenths) / 10, parts=parts)
    widths = [float(width) for width in re.findall(r'width="([\d.]+)%"', html)]
    assert len(widths) == sum(1 for value in tenths if value > 0)
    assert sum(widths) == pytest.approx(sum(tenths) / 10, abs=0.1)


def test_a_part_keeps_its_colour_when_another_is_nought() -> None:
    html = call("score", "stack", "37, parts", parts=[("Steg", 20), ("Brådska", 0), ("Påverkan", 17)])
    assert re.findall(r'class="(c\d)"', html) == ["c1", "c3"]
    assert "steg 20, brådska 0, påverkan 17" in html


AREAS = [
    {"letter": "B", "name": "Ägande & ledning", "now": 3, "want": 4},
    {"letter": "F", "name": "Automation & robotik", "now": 1.5, "want": 4},
    {"letter": "I", "name": "Hållbarhet & energi", "now": None, "want": None},
    {"letter": "K", "name": "Plats & myndigheter", "now": 4, "want": 4},
]


def test_the_profile_says_its_largest_step_and_has_its_figures_as_a_table() -> None:
    html = call("charts", "profile", "areas", areas=AREAS)
    assert valid(html)
    assert "Automation &amp; robotik, från 1,5 till 4,0" in html
    assert html.count('<td class="num">+2,5</td>') == 1
    assert html.count('<td class="num">–</td>') == 3


def test_a_profile_without_answers_is_still_a_picture() -> None:
    empty = [{"letter": "B", "name": "Ägande", "now": None, "want": None}]
    assert valid(call("charts", "profile", "areas", areas=empty))
    assert valid(call("charts", "profile", "areas", areas=[]))


def test_a_funnel_gives_each_step_as_a_share_of_the_one_before() -> None:
    html = call(
        "charts", "funnel", "steps, 'Tratt'", steps=[("A", 200, "/a"), ("B", 50, None), ("C", 0, None)]
    )
    assert valid(html)
    assert "25\u00a0%" in html
    assert '<a href="/a">200</a>' in html


def test_a_funnel_and_bars_with_nothing_in_them_are_drawn() -> None:
    assert valid(call("charts", "funnel", "steps, 'Tratt'", steps=[("A", 0, None), ("B", 0, None)]))
    assert valid(call("charts", "bars", "rows, 'Teman'", rows=[]))
    assert valid(call("charts", "bars", "rows, 'Teman', total=0", rows=[("Energi", 0, None)]))


def test_a_button_that_changes_something_is_a_form_with_its_token() -> None:
    html = call("page", "post", "'/x', 'Ta med', attrs={'data-key': 'a'}")
    assert 'method="post"' in html
    assert 'name="csrf_token"' in html
    assert 'data-key="a"' in html
    assert valid(html)


def test_text_from_people_is_never_markup() -> None:
    for file, name, arguments in [
        ("page", "pagehead", "text"),
        ("score", "needhead", "'b', text, 'high', text"),
        ("letter", "said", "[text]"),
        ("lists", "event", "'idag', text"),
    ]:
        assert "<script>" not in call(file, name, arguments, text="<script>alert(1)</script>")


def test_macros_ask_for_nothing_they_were_not_given(clock: FixedClock) -> None:
    clock.move(days=0)
    app = build()
    app.jinja_env.undefined = StrictUndefined
    calls = [
        ("marks", "priority", "'acute'"),
        ("page", "notice", "'Klart.'"),
        ("page", "empty", "'Inga svar än', 'Här står de.'"),
        ("lists", "entry", "'Titel'"),
        ("lists", "person", "'Kjell Exempelström', phone='070-174 06 05'"),
        ("lists", "job", "'Rapport', 'failed', message='Rad 14 går inte att läsa.'"),
        ("interview", "maturity", "'f1', 'f1-now', 'f1-want', 2, 4"),
        ("interview", "netstate", "'offline'"),
        ("letter", "said", "['Ingen tar över.']"),
        ("score", "match_ask", "'q1', 'Är något beställt?', action='/svar'"),
        ("catalogue", "support_row", "'Check', '/stod/1', 'Bidrag'"),
    ]
    for file, name, arguments in calls:
        source = f'{{% from "macros/{file}.html" import {name} %}}{{{{ {name}({arguments}) }}}}'
        with app.test_request_context():
            assert valid(render_template_string(source))


def test_no_template_of_the_look_carries_inline_style_or_script() -> None:
    for path in sorted((WEB / "templates").rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|\son[a-z]+=\"|<style|<script(?![^>]*src=)", text), path.name
