"""The pages of matching's versions and of the lexicon, and a support's planned wording, walked through the doors."""

import re
from collections.abc import Callable

import html5lib
import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from iuc_hub.accounts.models import Role
from iuc_hub.catalogue.models import Support
from iuc_hub.clock import FixedClock
from iuc_hub.db import Database
from iuc_hub.desk.planned_support import services as planned
from iuc_hub.jobs import Job
from iuc_hub.versions import queries, services
from iuc_hub.versions.models import ModelVersion, VersionState
from iuc_hub.versions.services import Why
from iuc_hub.versions.serving import active_model, shipped_model
from matching.words.concepts import Addition
from tests import factories
from tests.integration.recommendations import road as made
from tests.integration.recommendations.road import Road
from tests.integration.test_pages import counted_queries
from tests.integration.versions import taught as hubs
from tests.integration.versions.taught import Taught
from workers.tasks.versions import fit_version, preview_support, preview_words

Login = Callable[..., FlaskClient]
NEW = {
    "words": "fräsen, montering", "name": "Fräsning i metall", "theme": "internationalisation",
    "up": "automation", "seen": shipped_model().version,
}  # fmt: skip


@pytest.fixture
def road(session: Session, clock: FixedClock) -> Road:
    return made.a_road(session, factories.an_office(session, now=clock.now()), clock.now())


@pytest.fixture
def taught(session: Session, road: Road, clock: FixedClock) -> Taught:
    return hubs.a_taught_hub(session, road, clock)


@pytest.fixture
def admin(taught: Taught, login: Login) -> FlaskClient:
    return login(taught.admin)


def valid(browser: FlaskClient, path: str) -> str:
    reply = browser.get(path)
    assert reply.status_code == 200, reply.text
    html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(reply.text)
    return reply.text


def job_of(session: Session, kind: str) -> Job:
    return session.exec(select(Job).where(Job.kind == kind).order_by(Job.id.desc())).first()  # type: ignore[union-attr, return-value] # a column


def told(browser: FlaskClient) -> str:
    return browser.get("/administration/versions").text


def test_an_admin_learns_compares_switches_and_forgets(
    admin: FlaskClient, session: Session, taught: Taught, clock: FixedClock
) -> None:
    assert "Inga egna versioner än" in valid(admin, "/administration/versions")
    assert admin.post("/administration/versions/learn").status_code == 302
    assert "Väntar på sin tur" in valid(admin, "/administration/versions")
    hubs.run(session, job_of(session, "fit_version").id or 0, fit_version, clock.now())
    version = queries.list_versions(session, taught.scope)[0]
    assert "6 beslut av 2 personer" in valid(admin, "/administration/versions")
    page = valid(admin, f"/administration/versions/{version.id}")
    assert "Hur den hade gjort på era beslut" in page
    assert "Vem vinner och vem förlorar" in page
    assert "Automationsgenomgång med robotexpert" in page
    use = f"/administration/versions/{version.id}/use"
    assert admin.post(use, data={"seen": shipped_model().version}).status_code == 302
    assert "Stöden räknas om" in told(admin)
    session.expire_all()
    assert active_model(session, taught.scope.hub).version == version.name
    assert admin.post(use, data={"seen": shipped_model().version}).status_code == 302
    assert "Någon har bytt version" in told(admin)
    assert admin.post("/administration/versions/forget", data={"seen": version.name}).status_code == 302
    session.expire_all()
    assert active_model(session, taught.scope.hub) is shipped_model()
    log = admin.get("/administration/log").text
    assert "Bytte version av matchningen" in log


def test_going_back_to_an_earlier_version_and_to_the_shipped_one(
    admin: FlaskClient, session: Session, taught: Taught, clock: FixedClock
) -> None:
    words = shipped_model().with_additions("ord", [Addition("robot", "fräsrobot")])
    one = services.propose(session, taught.scope, words, Why(clock.now()))
    services.use(session, taught.scope, one.id or 0, seen=shipped_model().version, why=Why(clock.now()))
    session.commit()
    assert "1 eget ord" in told(admin) or "Ett eget ord" in told(admin)
    assert admin.post("/administration/versions/shipped", data={"seen": one.name}).status_code == 302
    assert "Gå tillbaka hit" in told(admin)
    assert (
        admin.post("/administration/versions/shipped", data={"seen": shipped_model().version}).status_code
        == 302
    )
    assert "Ni använder redan den version som följer med." in told(admin)
    use = f"/administration/versions/{one.id}/use"
    admin.post(use, data={"seen": shipped_model().version})
    session.expire_all()
    assert active_model(session, taught.scope.hub).version == one.name


def test_hubs_say_yes_and_no_to_learning_together(
    admin: FlaskClient, session: Session, taught: Taught
) -> None:
    admin.post("/administration/versions/sharing", data={"agreed": "1"})
    assert queries.list_agreed(session) == [taught.scope.hub]
    assert "Ni har sagt ja." in told(admin)
    admin.post("/administration/versions/sharing", data={"agreed": "0"})
    session.expire_all()
    assert queries.list_agreed(session) == []


def test_another_hubs_versions_and_previews_are_not_there(
    admin: FlaskClient, session: Session, taught: Taught, login: Login, clock: FixedClock
) -> None:
    version = services.propose(session, taught.scope, shipped_model(), Why(clock.now()))
    session.commit()
    admin.post("/administration/words", data=NEW)
    job = job_of(session, "preview_words")
    other = factories.an_office(session, now=clock.now())
    stranger = login(factories.a_user(session, other.hub, role=Role.HUB_ADMIN, now=clock.now()))
    session.commit()
    seen = {"seen": shipped_model().version}
    assert stranger.get(f"/administration/versions/{version.id}").status_code == 404
    assert stranger.post(f"/administration/versions/{version.id}/use", data=seen).status_code == 404
    assert stranger.get(f"/administration/words/{job.id}").status_code == 404
    assert stranger.post(f"/administration/words/{job.id}/save", data={"use": "1"}).status_code == 404
    assert stranger.get(f"/planned-supports/{job.id}").status_code == 404
    session.expire_all()
    row = session.get_one(ModelVersion, version.id)
    assert row.state is VersionState.CANDIDATE
    assert active_model(session, other.hub.id) is shipped_model()


def test_words_are_looked_up_planned_and_taken_into_use(
    admin: FlaskClient, session: Session, taught: Taught, clock: FixedClock
) -> None:
    assert "robot" in valid(admin, "/administration/words?q=robotcell")
    assert "Inget begrepp." in valid(admin, "/administration/words?q=brillig")
    reply = admin.post("/administration/words", data=NEW | {"words": "a!"})
    assert reply.status_code == 422
    assert "går inte att söka efter" in reply.text
    path = admin.post("/administration/words", data=NEW).headers["Location"]
    assert "Räknar vad orden ändrar" in valid(admin, path)
    assert admin.post(f"{path}/save").headers["Location"] == "/administration/words"
    hubs.run(session, job_of(session, "preview_words").id or 0, preview_words, clock.now())
    page = valid(admin, path)
    assert "Träffarna som ändras mest" in page
    saved = admin.post(f"{path}/save", data={"use": "1"}).headers["Location"]
    assert "Används" in valid(admin, saved)
    assert "Träffarna som ändras mest" in valid(admin, saved)
    assert "fräsen, montering" in valid(admin, "/administration/words")
    assert (
        "fräsen, montering" in valid(admin, "/administration/words?q=montering").partition("Era egna ord")[0]
    )
    model = active_model(session, taught.scope.hub)
    assert [each.concept for each in model.additions] == ["frasning_i_metall"]
    assert valid(admin, "/administration/words").count("Fräsning i metall") > 1, "own and among the choices"
    away = {"number": "0", "seen": model.version}
    gone = admin.post("/administration/words/take-away", data=away).headers["Location"]
    assert "Inga egna ord." in valid(admin, gone)


def test_words_changed_from_another_version_than_the_one_in_use_are_not_planned(
    admin: FlaskClient, session: Session, taught: Taught, clock: FixedClock
) -> None:
    mine = shipped_model().with_additions("ord", [Addition("robot", "fräsrobot")])
    version = services.propose(session, taught.scope, mine, Why(clock.now()))
    services.use(session, taught.scope, version.id or 0, seen=shipped_model().version, why=Why(clock.now()))
    session.commit()
    late = {"number": "0", "seen": shipped_model().version}
    for path, sent in (("/administration/words", NEW), ("/administration/words/take-away", late)):
        assert admin.post(path, data=sent).headers["Location"] == "/administration/words"
        assert "Någon har bytt version" in admin.get("/administration/words").text
    assert session.exec(select(Job).where(Job.kind == "preview_words")).all() == []


def test_only_what_a_person_planned_last_waits_to_be_counted(
    admin: FlaskClient, session: Session, taught: Taught
) -> None:
    first = admin.post("/administration/words", data=NEW).headers["Location"]
    second = admin.post("/administration/words", data=NEW | {"words": "kantpress"}).headers["Location"]
    assert first == second
    assert "kantpress" in valid(admin, second)
    assert len(session.exec(select(Job).where(Job.kind == "preview_words")).all()) == 1


def test_words_that_were_in_use_are_taken_into_use_again_or_that_is_refused(
    admin: FlaskClient, session: Session, taught: Taught, clock: FixedClock
) -> None:
    path = admin.post("/administration/words", data=NEW).headers["Location"]
    hubs.run(session, job_of(session, "preview_words").id or 0, preview_words, clock.now())
    admin.post(f"{path}/save", data={"use": "1"})
    name = active_model(session, taught.scope.hub).version
    assert name != shipped_model().version
    services.use_shipped(session, taught.scope, seen=name, why=Why(clock.now()))
    session.commit()
    admin.post(f"{path}/save", data={"use": "1"})
    session.expire_all()
    assert active_model(session, taught.scope.hub).version == name
    other = services.propose(session, taught.scope, shipped_model(), Why(clock.now()))
    services.use(session, taught.scope, other.id or 0, seen=name, why=Why(clock.now()))
    session.commit()
    assert admin.post(f"{path}/save", data={"use": "1"}).headers["Location"] == "/administration/words"
    assert "Någon har bytt version" in admin.get("/administration/words").text
    session.expire_all()
    assert active_model(session, taught.scope.hub).version == other.name


@pytest.mark.parametrize(
    "typed",
    [
        {"words": ""}, {"words": "och"}, {"words": "a"}, {"words": "ai*"},
        {"words": ", ".join(f"ord{n}x" for n in range(21))}, {"concept": "nowhere"}, {"name": "robot"},
        {"name": ""}, {"name": "x" * 41}, {"theme": "nothing"}, {"up": "nowhere"},
    ],
)  # fmt: skip
def test_what_cannot_be_added_is_told_beside_its_field(admin: FlaskClient, typed: dict[str, str]) -> None:
    reply = admin.post("/administration/words", data=NEW | typed)
    assert reply.status_code == 422
    assert f'id="{next(iter(typed))}-fel"' in reply.text


def fields_of(page: str) -> dict[str, object]:
    """What the edit form would send as it stands."""
    document = html5lib.parse(page, namespaceHTMLElements=False)
    form = next(each for each in document.iter("form") if "support-form" in (each.get("class") or ""))
    sent: dict[str, object] = {}
    for each in form.iter("input"):
        if each.get("type") not in ("checkbox", "radio", "submit") or each.get("checked") is not None:
            sent.setdefault(each.get("name") or "", [])
            sent[each.get("name") or ""].append(each.get("value") or "")  # type: ignore[attr-defined] # a list
    for each in form.iter("textarea"):
        sent[each.get("name") or ""] = re.sub(r"^\n", "", each.text or "")
    for each in form.iter("select"):
        chosen = [one.get("value") for one in each.iter("option") if one.get("selected") is not None]
        sent[each.get("name") or ""] = chosen or ""
    return sent


def test_a_supports_planned_limit_is_previewed_before_it_is_saved(
    admin: FlaskClient, session: Session, taught: Taught, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = valid(admin, "/catalogue/robot-ja/edit")
    assert "/catalogue/robot-ja/preview" in page
    sent = fields_of(page) | {"employees_max": "60"}
    reply = admin.post("/catalogue/robot-ja/preview", data=sent)
    assert reply.status_code == 302, reply.text
    path = reply.headers["Location"]
    assert "Räknar vad ändringen gör" in valid(admin, path)
    hubs.run(session, job_of(session, "preview_support").id or 0, preview_support, clock.now())
    page = valid(admin, path)
    assert "3 företag: kan få stödet nu, kan inte få det sedan" in page
    assert "Visa fler träffar" not in page
    monkeypatch.setattr(planned, "MOST", 2)
    seen, following = [], path
    while following:
        page = valid(admin, following)
        table = page.partition("Stödets egna träffar</h3>")[2] or page.partition("as-table")[2]
        seen += re.findall(r'<th scope="row"><a href="/companies/(\d+)"', table)
        more = re.search(r'href="([^"]+)">Visa fler träffar', page)
        following = more.group(1) if more else ""
    moved = job_of(session, "preview_support").result["rows"]
    assert len(seen) == len(moved) > 2  # type: ignore[arg-type] # JSON
    assert "Automationsgenomgång med robotexpert" in page
    assert session.get_one(Support, "robot-ja").revision == 1
    bad = admin.post("/catalogue/robot-ja/preview", data=sent | {"employees_max": "många"})
    assert bad.status_code == 422
    assert "Rätta det här" in bad.text


def test_the_list_asks_as_many_questions_for_ten_versions_as_for_one(
    admin: FlaskClient, session: Session, taught: Taught, clock: FixedClock, database: Database
) -> None:
    services.propose(session, taught.scope, shipped_model(), Why(clock.now()))
    session.commit()
    admin.get("/administration/versions")
    with counted_queries(database) as for_one:
        admin.get("/administration/versions")
    for _ in range(9):
        services.propose(session, taught.scope, shipped_model(), Why(clock.now()))
    session.commit()
    with counted_queries(database) as for_ten:
        valid(admin, "/administration/versions")
    assert len(for_ten) == len(for_one)
    assert not any("model_version.record" in each for each in for_ten), "the records are large"


def test_the_list_shows_a_page_of_versions_at_a_time_and_the_one_in_use_on_each(
    admin: FlaskClient, session: Session, taught: Taught, clock: FixedClock
) -> None:
    words = shipped_model().with_additions("ord", [Addition("robot", "fräsrobot")])
    first = services.propose(session, taught.scope, words, Why(clock.now()))
    services.use(session, taught.scope, first.id or 0, seen=shipped_model().version, why=Why(clock.now()))
    for _ in range(30):
        services.propose(session, taught.scope, shipped_model(), Why(clock.now()))
    session.commit()
    page = valid(admin, "/administration/versions")
    assert "Äldre versioner" in page
    assert "Nyare versioner" not in page
    assert page.count(f"{first.name}<") == 1, "as the one in use"
    older = valid(admin, "/administration/versions?skip=30")
    assert "Nyare versioner" in older
    assert older.count(f"{first.name}<") == 2


def test_a_candidate_of_another_version_says_so_and_an_unreadable_one_is_told(
    admin: FlaskClient, session: Session, taught: Taught, clock: FixedClock
) -> None:
    old = services.propose(session, taught.scope, shipped_model(), Why(clock.now()))
    new = services.propose(session, taught.scope, shipped_model(), Why(clock.now()))
    services.use(session, taught.scope, new.id or 0, seen=shipped_model().version, why=Why(clock.now()))
    session.commit()
    page = valid(admin, f"/administration/versions/{old.id}")
    assert "Gör om förslaget" in page
    assert "Ta i bruk" not in page
    assert "går inte att läsa" not in told(admin)
    new.record, new.checksum = new.record | {"format": 99}, "0" * 64
    session.add(new)
    session.commit()
    assert "Er version går inte att läsa i den här utgåvan" in valid(admin, "/administration/versions")
    assert admin.get(f"/companies/{taught.companies[0]}/support").status_code == 200
