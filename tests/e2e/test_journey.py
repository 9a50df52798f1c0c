"""The whole road in a real browser, on both databases: from a new company to its answered recommendation."""

from iuc_hub import clock
from iuc_hub.accounts.models import Role
from iuc_hub.catalogue.services import import_supports
from iuc_hub.db import transaction
from tests import factories
from tests.e2e import journey
from tests.e2e.conftest import OpenPage, Site
from tests.house_rules import ROOT

EXAMPLES = ROOT / "iuc_hub/demo/example_supports.jsonl"
PHONE, DESK = 390, 1440


def test_a_company_is_interviewed_gets_support_and_answers_on_its_phone(
    site: Site, open_page: OpenPage
) -> None:
    now = clock.now()
    with transaction() as session:
        hub = factories.a_hub(session, "exempelhubben")
        advisor = factories.a_user(session, hub, role=Role.ADVISOR, now=now, email="asa@exempel.example")
        import_supports(session, EXAMPLES.read_text(encoding="utf-8"), now, is_example=True)
    desk = open_page(DESK)
    journey.log_in(desk, site.url, advisor.email)
    journey.add_company(desk, "Exempelverkstaden i Hällefors AB", "kjell@exempel.example")
    journey.hold_interview(desk)
    link = journey.choose_and_send(desk)
    phone = open_page(PHONE)
    journey.answer_as_company(phone, link)
    journey.see_the_answer(desk, site.url, "Exempelverkstaden i Hällefors AB")
