"""The pages of matching's versions, walked through the doors."""

from flask.testing import FlaskClient
from sqlmodel import Session

from iuc_hub.accounts.models import Role
from iuc_hub.clock import FixedClock
from iuc_hub.db import Database
from iuc_hub.versions import queries, services
from iuc_hub.versions.models import ModelVersion, VersionState
from iuc_hub.versions.services import Why
from iuc_hub.versions.serving import active_model, shipped_model
from matching.words.concepts import Addition
from tests import factories
from tests.integration.test_pages import counted_queries
from tests.integration.versions import taught as hubs
from tests.integration.versions.doors import NEW, Login, job_of, valid
from tests.integration.versions.taught import Taught
from workers.tasks.versions import fit_version


def told(browser: FlaskClient) -> str:
    return browser.get("/administration/versions").text


def test_an_admin_learns_compares_switches_and_forgets(
    admin: FlaskClient, session: Session, taught: Taught, clock: FixedClock
) -> None:
    assert "Inga egna versioner än" in valid(admin, "/administration/versions")
    assert admin.post("/administration/versions/learn").status_code == 302
    assert "Väntar på sin tur" in valid(admin, "/administration/versions")
    hubs.run(session, job_of(session, "fit_version").id or 0, fit_version, clock.now())
    version = queries.list_rows(session, taught.scope, limit=30)[0]
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
