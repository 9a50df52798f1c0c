"""A letter as a message: who it goes to, and how it is known again."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest

from iuc_hub.errors import InputError
from iuc_hub.mail import Mail, message_of

WRITTEN = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
SENDER = "IUC Exempel <hubben@exempel.example>"


def message(**changed: object) -> EmailMessage:
    values = {
        "id": 7, "to_name": "Kjell Exempelström", "to_address": "kjell@exempel.example",
        "subject": "Era förslag", "text": "Hej Kjell!", "created_at": WRITTEN,
    }  # fmt: skip
    return message_of(Mail.model_validate(values | changed), SENDER)


@pytest.mark.parametrize(
    "name", ["Andersson, Kjell", 'Kjell "Kalle" <vd@annan.example>', "Åsa Öberg; VD", ""]
)
def test_no_name_adds_a_recipient(name: str) -> None:
    [address] = message(to_name=name)["To"].addresses
    assert (address.display_name, address.addr_spec) == (name, "kjell@exempel.example")


def test_a_domain_in_swedish_letters_is_written_as_mail_servers_know_it() -> None:
    [address] = message(to_address="kjell@småföretag.example")["To"].addresses
    assert address.domain.startswith("xn--")
    assert address.domain.encode("ascii").decode("idna") == "småföretag.example"


@pytest.mark.parametrize(
    "address", ["kjell", "@exempel.example", "kjell@", "a b@c.example", "a@b@c.example", ""]
)
def test_an_address_nobody_can_write_to_is_refused_with_the_remedy(address: str) -> None:
    with pytest.raises(InputError, match="Rätta kontaktens adress"):
        message(to_address=address)


def test_a_letter_has_the_same_message_id_each_time_and_another_in_a_database_built_anew() -> None:
    first = message()["Message-ID"]
    assert first == message()["Message-ID"] == "<mail-7-1795518000@exempel.example>"
    assert message(created_at=WRITTEN + timedelta(seconds=1))["Message-ID"] != first


def test_an_answer_goes_to_the_advisor() -> None:
    assert message(reply_to="radgivare@exempel.example")["Reply-To"] == "radgivare@exempel.example"
