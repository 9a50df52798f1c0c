"""The pages of the lexicon, walked through the doors."""

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from iuc_hub.clock import FixedClock
from iuc_hub.jobs import Job
from iuc_hub.versions import services
from iuc_hub.versions.services import Why
from iuc_hub.versions.serving import active_model, shipped_model
from matching.words.concepts import Addition
from tests.integration.versions import taught as hubs
from tests.integration.versions.doors import NEW, job_of, valid
from tests.integration.versions.taught import Taught
from workers.tasks.versions import preview_words


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
