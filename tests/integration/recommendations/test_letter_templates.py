"""A hub's own letter texts: changed safely, put back, and never sent with a hole in them."""

import pytest
from sqlmodel import Session, select

from iuc_hub.audit import AuditEntry
from iuc_hub.clock import FixedClock
from iuc_hub.errors import InputError, Stale
from iuc_hub.recommendations.letter_templates import services
from iuc_hub.recommendations.letter_templates.values import Filling
from iuc_hub.recommendations.models import LetterKind
from tests import factories
from tests.factories import Office

OFFER = LetterKind.OFFER


def test_a_hub_that_changed_nothing_has_every_kind_in_both_languages(
    session: Session, office: Office
) -> None:
    texts = services.list_templates(session, office.scope)
    assert len(texts) == 8
    assert not any(text.is_own for text in texts)
    for text in texts:
        draft = services.preview_template(text.kind, text.language, subject=text.subject, body=text.body)
        assert "{" not in draft.subject + draft.body


def test_a_hubs_own_words_are_its_own_and_go_into_its_next_letter(
    session: Session, office: Office, clock: FixedClock
) -> None:
    services.save_template(
        session, office.scope, OFFER, "sv", subject="Till {företag}", body="Hej {kontakt}!\n\n{förslag}",
        revision=0, now=clock.now(),
    )  # fmt: skip
    filling = Filling(contact="Kjell", company="Provmekanik AB", proposals=("Robotcheck", "Lånet"))
    draft = services.draft_letter(session, office.scope, OFFER, "sv", filling)
    assert (draft.subject, draft.body) == ("Till Provmekanik AB", "Hej Kjell!\n\n– Robotcheck\n– Lånet")
    other = factories.an_office(session, now=clock.now())
    assert not services.find_template(session, other.scope, OFFER, "sv").is_own


def test_an_unknown_name_in_braces_is_refused_with_those_there_are(
    session: Session, office: Office, clock: FixedClock
) -> None:
    for body in ("Hej {kontakten}!", "Hej {kontakt!", "Skälet: {skäl}"):
        with pytest.raises(InputError) as refused:
            services.save_template(
                session, office.scope, OFFER, "sv", subject="Hej", body=body, revision=0, now=clock.now()
            )
        assert refused.value.field == "body"
        assert "{kontakt}" in refused.value.text()


def test_two_who_change_the_same_text_do_not_overwrite_each_other(
    session: Session, office: Office, clock: FixedClock
) -> None:
    def save(subject: str, revision: int) -> None:
        services.save_template(
            session, office.scope, OFFER, "sv", subject=subject, body="Hej!", revision=revision,
            now=clock.now(),
        )  # fmt: skip

    save("Första", 0)
    with pytest.raises(Stale):
        save("Andra", 0)
    save("Andra", 1)
    assert services.find_template(session, office.scope, OFFER, "sv").subject == "Andra"


def test_the_shipped_text_can_be_put_back_and_the_log_keeps_the_hubs_words(
    session: Session, office: Office, clock: FixedClock
) -> None:
    shipped = services.find_template(session, office.scope, OFFER, "sv")
    services.save_template(
        session, office.scope, OFFER, "sv", subject="Vårt eget", body="Hej!", revision=0, now=clock.now()
    )
    services.reset_template(session, office.scope, OFFER, "sv", now=clock.now())
    assert services.find_template(session, office.scope, OFFER, "sv") == shipped
    logged = session.exec(select(AuditEntry).where(AuditEntry.action == "letter_template_reset")).one()
    assert logged.detail["subject_before"] == "Vårt eget"
