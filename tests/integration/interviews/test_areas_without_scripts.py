"""An area's page and its plain form: what is shown, what is stored, what comes back."""

import re

import pytest
from sqlmodel import Session

from iuc_hub.interviews import queries
from tests.integration.interviews.visits import AUTOMATION, Visit


def stored(visit: Visit, session: Session) -> dict[str, object]:
    rows = queries.list_answers(session, visit.office.scope, visit.interview.id or 0)
    session.expire_all()
    return {code: row.value for code, row in rows.items()}


def sent(**fields: object) -> dict[str, object]:
    """A form of area F with first revisions for all its questions."""
    codes = ("F1", "F2", "F3", "F.urgency", "F.impact", "F.words", "F.observation")
    bases: dict[str, object] = {f"{code}-base": "0" for code in codes}
    return bases | {name.replace("__", "."): value for name, value in fields.items()} | {"go": "next"}


def test_every_area_shows_its_questions_and_where_the_interview_stands(
    visit: Visit, session: Session
) -> None:
    visit.fill(session, AUTOMATION)
    for letter in "ABCDEFGHIJK":
        page = visit.browser.get(f"{visit.url}/areas/{letter}")
        assert page.status_code == 200, letter
        assert "2 av" in page.text
    assert visit.browser.get(f"{visit.url}/areas/Q").status_code == 404


def test_the_side_lists_needs_so_far_and_what_to_ask_again(visit: Visit, session: Session) -> None:
    visit.fill(session, AUTOMATION | {"D2": {"state": "dont_know"}})
    page = visit.browser.get(f"{visit.url}/areas/F/aside?known=")
    assert "F1: två steg. F2: tungt och enformigt" in page.text
    assert "D2: " in page.text
    assert "Nytt" in page.text
    known = visit.browser.get(f"{visit.url}/areas/F/aside?known=F:production_automation")
    assert "Nytt" not in known.text


def test_a_whole_area_is_stored_and_the_next_open_question_is_shown(visit: Visit, session: Session) -> None:
    form = sent(**{"F1-now": "2", "F1-wanted": "4", "F2-0-step": "Press", "F2-0-per_year": "40 000"})
    reply = visit.browser.post(f"{visit.url}/areas/F", data=form)
    assert reply.status_code == 302
    assert reply.location.endswith("/areas/F#q-F3")
    assert stored(visit, session) == {
        "F1": {"now": 2, "wanted": 4},
        "F2": [{"step": "Press", "per_year": 40_000}],
    }


def test_what_is_valid_is_stored_and_the_rest_comes_back_as_it_was_typed(
    visit: Visit, session: Session
) -> None:
    form = sent(**{"F1-now": "9", "F1-wanted": "4", "F2-0-step": "Press", "F2-0-per_year": "ofta"})
    form["F.words"] = "Pressen är värst."
    reply = visit.browser.post(f"{visit.url}/areas/F", data=form)
    assert reply.status_code == 422
    assert stored(visit, session) == {"F.words": "Pressen är värst."}
    assert "F1, Nu: 9 finns inte på skalan. Välj från 1 till 5." in reply.text
    assert "F2, rad 1, Antal om året: ”ofta” är inget tal." in reply.text
    assert 'value="ofta"' in reply.text
    assert 'value="Press"' in reply.text


def test_a_form_that_is_older_than_an_answer_shows_both_and_overwrites_neither(
    visit: Visit, session: Session
) -> None:
    visit.put("F1", {"now": 2, "wanted": 4})
    reply = visit.browser.post(f"{visit.url}/areas/F", data=sent(**{"F1-now": "1", "F1-wanted": "5"}))
    assert reply.status_code == 422
    assert "Sparat nu: Nu 2, Om två år 4" in reply.text
    assert "Ditt svar: Nu 1, Om två år 5" in reply.text
    assert stored(visit, session)["F1"] == {"now": 2, "wanted": 4}
    base = re.search(r'name="F1-base" value="(\d+)"', reply.text)
    assert base is not None
    again = sent(**{"F1-now": "1", "F1-wanted": "5", "F1-base": base[1]})
    assert visit.browser.post(f"{visit.url}/areas/F", data=again).status_code == 302
    assert stored(visit, session)["F1"] == {"now": 1, "wanted": 5}


def test_a_field_left_as_it_was_never_overwrites_a_newer_answer(visit: Visit, session: Session) -> None:
    visit.put("F1", {"now": 2, "wanted": 4})
    visit.put("F1", {"now": 3, "wanted": 4}, base=1)
    form = sent(**{"F1-now": "2", "F1-wanted": "4", "F1-base": "1", "F3-now": "1", "F3-wanted": "2"})
    assert visit.browser.post(f"{visit.url}/areas/F", data=form).status_code == 302
    assert stored(visit, session) == {"F1": {"now": 3, "wanted": 4}, "F3": {"now": 1, "wanted": 2}}


def test_a_level_can_be_exchanged_for_a_state_and_back(visit: Visit, session: Session) -> None:
    visit.put("F1", {"now": 2, "wanted": 4})
    form = sent(**{"F1-now": "2", "F1-wanted": "4", "F1-state": "not_relevant", "F1-base": "1"})
    assert visit.browser.post(f"{visit.url}/areas/F", data=form).status_code == 302
    assert stored(visit, session)["F1"] == {"state": "not_relevant"}
    form = sent(**{"F1-now": "3", "F1-wanted": "4", "F1-state": "not_relevant", "F1-base": "2"})
    assert visit.browser.post(f"{visit.url}/areas/F", data=form).status_code == 302
    assert stored(visit, session)["F1"] == {"now": 3, "wanted": 4}


def test_rows_are_added_and_removed_by_buttons_that_need_no_script(visit: Visit, session: Session) -> None:
    form = sent(**{"F2-0-step": "Press", "F2-1-step": "Packning", "add": "F2"})
    reply = visit.browser.post(f"{visit.url}/areas/F", data=form)
    assert reply.location.endswith("rows=F2#q-F2")
    page = visit.browser.get(reply.location)
    assert 'name="F2-2-step"' in page.text
    form = sent(**{"F2-0-step": "Press", "F2-1-step": "Packning", "F2-base": "1", "remove": "F2-0"})
    visit.browser.post(f"{visit.url}/areas/F", data=form)
    assert stored(visit, session)["F2"] == [{"step": "Packning"}]


def test_a_question_is_hidden_until_the_answer_it_depends_on(visit: Visit, session: Session) -> None:
    before = visit.browser.get(f"{visit.url}/areas/K").text
    visit.put("K1", "yes")
    after = visit.browser.get(f"{visit.url}/areas/K").text
    section = re.compile(r"<section[^>]*data-question=\"K1b\"[^>]*>")
    assert "hidden" in section.findall(before)[0]
    assert "hidden" not in section.findall(after)[0]
    assert stored(visit, session) == {"K1": "yes"}


def test_a_closed_interview_shows_its_answers_but_takes_none(visit: Visit, session: Session) -> None:
    visit.fill(session, AUTOMATION)
    visit.browser.post(f"{visit.url}/completion")
    page = visit.browser.get(f"{visit.url}/areas/F").text
    assert "<fieldset disabled>" in page
    assert "Öppna intervjun igen" in page
    assert visit.browser.post(f"{visit.url}/areas/F", data=sent(**{"F3-now": "1"})).status_code == 409


@pytest.mark.parametrize("wrong", ["x", "-1", "1e3", "99999999999"])
def test_a_tampered_revision_stores_nothing(visit: Visit, session: Session, wrong: str) -> None:
    form = sent(**{"F1-now": "2", "F1-wanted": "4", "F1-base": wrong})
    visit.browser.post(f"{visit.url}/areas/F", data=form)
    assert stored(visit, session) == {}
