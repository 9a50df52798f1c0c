"""The whole table of who gets in: every page for every role, and a visitor at every page."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session
from werkzeug.routing import Rule

from iuc_hub.accounts import links
from iuc_hub.accounts.access import PUBLIC, declared_access
from iuc_hub.accounts.models import Role
from iuc_hub.clock import FixedClock
from tests import factories
from tests.factories import Office

Login = Callable[..., FlaskClient]
NOBODYS = 987_654
"""An id that no row has: a page that lets the role in answers 404 in other words, or shows an empty list."""
ADVISOR = frozenset({Role.ADVISOR})
HUB = frozenset({Role.ADVISOR, Role.HUB_ADMIN})
EVERY_USER = frozenset({Role.ADVISOR, Role.HUB_ADMIN, Role.ANALYST, Role.EXPERT})
COMPANY = frozenset({Role.COMPANY})
TABLE: dict[str, object] = {
    "accounts.choose_language": PUBLIC,
    "accounts.choose_password": PUBLIC,
    "accounts.log_in": PUBLIC,
    "accounts.log_out": PUBLIC,
    "accounts.login": PUBLIC,
    "accounts.open_account_link": PUBLIC,
    "administration.change_hub": frozenset({Role.HUB_ADMIN}),
    "administration.change_letter": frozenset({Role.HUB_ADMIN}),
    "administration.choose_guide": frozenset({Role.HUB_ADMIN}),
    "administration.download_guide": frozenset({Role.HUB_ADMIN}),
    "administration.reset_letter": frozenset({Role.HUB_ADMIN}),
    "administration.show_guide": frozenset({Role.HUB_ADMIN}),
    "administration.show_guides": frozenset({Role.HUB_ADMIN}),
    "administration.show_letters": frozenset({Role.HUB_ADMIN}),
    "interview_import.example_file": frozenset({Role.HUB_ADMIN}),
    "interview_import.start": frozenset({Role.HUB_ADMIN}),
    "administration.change_person": frozenset({Role.HUB_ADMIN}),
    "administration.close_account": frozenset({Role.HUB_ADMIN}),
    "administration.invite": frozenset({Role.HUB_ADMIN}),
    "administration.open_account": frozenset({Role.HUB_ADMIN}),
    "administration.send_link": frozenset({Role.HUB_ADMIN}),
    "administration.show_log": frozenset({Role.HUB_ADMIN}),
    "administration.show_people": frozenset({Role.HUB_ADMIN}),
    "administration.forget_learned": frozenset({Role.HUB_ADMIN}),
    "administration.learn_version": frozenset({Role.HUB_ADMIN}),
    "administration.plan_words": frozenset({Role.HUB_ADMIN}),
    "administration.save_words": frozenset({Role.HUB_ADMIN}),
    "administration.share_learning": frozenset({Role.HUB_ADMIN}),
    "administration.show_planned_words": frozenset({Role.HUB_ADMIN}),
    "administration.show_version": frozenset({Role.HUB_ADMIN}),
    "administration.show_versions": frozenset({Role.HUB_ADMIN}),
    "administration.show_words": frozenset({Role.HUB_ADMIN}),
    "administration.take_words_away": frozenset({Role.HUB_ADMIN}),
    "administration.use_shipped": frozenset({Role.HUB_ADMIN}),
    "administration.use_version": frozenset({Role.HUB_ADMIN}),
    "catalogue.add": HUB,
    "catalogue.edit": HUB,
    "catalogue.go_back": HUB,
    "catalogue.hand_in": frozenset({Role.HUB_ADMIN}),
    "catalogue.example_file": frozenset({Role.HUB_ADMIN}),
    "catalogue.take_step": HUB,
    "catalogue.show_history": EVERY_USER,
    "catalogue.verify": HUB,
    "catalogue.list_supports": EVERY_USER,
    "catalogue.show_deadlines": EVERY_USER,
    "catalogue.show_support": EVERY_USER,
    "companies.add_aid": ADVISOR,
    "companies.add_company": ADVISOR,
    "companies.add_contact": ADVISOR,
    "companies.change_contact": ADVISOR,
    "companies.contact_back": ADVISOR,
    "companies.contact_left": ADVISOR,
    "companies.correct_company": ADVISOR,
    "companies.correct_facts": ADVISOR,
    "companies.delete_note": ADVISOR,
    "companies.drop_promise": ADVISOR,
    "companies.edit_note": ADVISOR,
    "companies.keep_promise": ADVISOR,
    "companies.leave_group": ADVISOR,
    "companies.list_promises": ADVISOR,
    "companies.move_promise": ADVISOR,
    "companies.no_answer": ADVISOR,
    "companies.put_together": ADVISOR,
    "companies.record_consent": ADVISOR,
    "companies.remove_aid": ADVISOR,
    "companies.rename_group": ADVISOR,
    "companies.reopen_promise": ADVISOR,
    "companies.restore_aid": ADVISOR,
    "companies.restore_note": ADVISOR,
    "companies.show_aid": HUB,
    "companies.show_contact": HUB,
    "companies.show_facts": HUB,
    "companies.write_note": ADVISOR,
    "company_import.example_file": HUB,
    "company_import.start": HUB,
    "desk.own_supports": frozenset({Role.EXPERT}),
    "desk.forget_search": HUB,
    "desk.list_companies": HUB,
    "desk.list_suited": HUB,
    "desk.show_rule_counts": HUB,
    "desk.show_planned_support": HUB,
    "desk.preview_support": HUB,
    "desk.save_search": HUB,
    "desk.outbox": HUB,
    "desk.hand_over": ADVISOR,
    "desk.hand_over_several": HUB,
    "desk.show_company": HUB,
    "desk.show_told_aid": ADVISOR,
    "desk.show_jobs": frozenset({Role.HUB_ADMIN}),
    "desk.today": ADVISOR,
    "desk.today_part": ADVISOR,
    "desk.see_news": ADVISOR,
    "home": PUBLIC,
    "interviews.add_need": ADVISOR,
    "interviews.approve": ADVISOR,
    "interviews.aside": HUB,
    "interviews.cancel": ADVISOR,
    "interviews.complete": ADVISOR,
    "interviews.override": ADVISOR,
    "interviews.plan": ADVISOR,
    "interviews.reopen": ADVISOR,
    "interviews.reset_override": ADVISOR,
    "interviews.restore_need": ADVISOR,
    "interviews.review_completion": ADVISOR,
    "interviews.save_answer": ADVISOR,
    "interviews.save_area": ADVISOR,
    "interviews.show": HUB,
    "interviews.show_area": HUB,
    "interviews.show_next": HUB,
    "interviews.show_result": HUB,
    "interviews.start": ADVISOR,
    "interviews.withdraw_need": ADVISOR,
    "members.change": frozenset({Role.HUB_ADMIN}),
    "members.change_class": frozenset({Role.HUB_ADMIN}),
    "members.choose_company": frozenset({Role.HUB_ADMIN}),
    "members.correct_fee": frozenset({Role.HUB_ADMIN}),
    "members.download_members": frozenset({Role.HUB_ADMIN}),
    "members.join": frozenset({Role.HUB_ADMIN}),
    "members.leave": frozenset({Role.HUB_ADMIN}),
    "members.list_members": HUB,
    "members.make_year": frozenset({Role.HUB_ADMIN}),
    "members.mark_paid": frozenset({Role.HUB_ADMIN}),
    "members.remove_class": frozenset({Role.HUB_ADMIN}),
    "members.set_goal": frozenset({Role.HUB_ADMIN}),
    "members.show_classes": frozenset({Role.HUB_ADMIN}),
    "members.show_member": HUB,
    "members.show_years": HUB,
    "members.stay": frozenset({Role.HUB_ADMIN}),
    "merging.keep_apart": HUB,
    "merging.list_pairs": HUB,
    "merging.merge": HUB,
    "merging.review": HUB,
    "recommendations.accept": ADVISOR,
    "recommendations.accept_unlisted": ADVISOR,
    "recommendations.accept_whole_plan": ADVISOR,
    "recommendations.answer_question": ADVISOR,
    "recommendations.company_page": COMPANY,
    "recommendations.enter": PUBLIC,
    "recommendations.open_link": PUBLIC,
    "recommendations.our_paper": COMPANY,
    "recommendations.reject": ADVISOR,
    "recommendations.renew_link": PUBLIC,
    "recommendations.reply": COMPANY,
    "recommendations.revoke_links": ADVISOR,
    "recommendations.show_match": HUB,
    "recommendations.show_paper": HUB,
    "recommendations.show_support": HUB,
    "recommendations.undo": ADVISOR,
    "recommendations.withdraw": ADVISOR,
    "recommendations.write_letter": ADVISOR,
    "recommendations.write_follow_up": ADVISOR,
    "recommendations.tell_outcome": ADVISOR,
    "recommendations.show_outcome": HUB,
    "recommendations.set_consent": COMPANY,
    "recommendations.handle_reply": ADVISOR,
    "recommendations.correct_fact": COMPANY,
    "recommendations.ask_later": ADVISOR,
    "reports.association": HUB,
    "reports.association_rows": HUB,
    "reports.download_report": frozenset({Role.HUB_ADMIN}),
    "reports.make_report": frozenset({Role.HUB_ADMIN}),
    "reports.network": frozenset({Role.ANALYST}),
    "reports.publish_network": frozenset({Role.ANALYST}),
    "reports.populations": frozenset({Role.HUB_ADMIN}),
    "reports.report_files": frozenset({Role.HUB_ADMIN}),
    "uploads.cancel": HUB,
    "uploads.choose": HUB,
    "uploads.refused": HUB,
    "uploads.show": HUB,
    "uploads.take_in": HUB,
}
"""Who gets in where, written out: a new page or a changed right is entered here on purpose."""
USERS = (Role.ADVISOR, Role.HUB_ADMIN, Role.ANALYST, Role.EXPERT)


def address(rule: Rule) -> str:
    """The rule's path with every placeholder filled in."""
    values = {
        name: {"letter": "F", "area": "F", "ending": "csv", "step": "publish"}.get(name, NOBODYS)
        for name in rule.arguments
    }
    built = rule.build(values)
    assert built is not None
    return str(built[1])


def closed_pages(app: Flask, method: str) -> list[tuple[str, str, frozenset[Role]]]:
    """Endpoint, address and the roles the table lets in, for every page that is not public."""
    pages = []
    for rule in app.url_map.iter_rules():
        roles = TABLE.get(rule.endpoint)
        if isinstance(roles, frozenset) and method in (rule.methods or ()):
            pages.append((rule.endpoint, address(rule), roles))
    return pages


def test_every_view_declares_what_the_table_says(app: Flask) -> None:
    declared = {
        endpoint: declared_access(view)
        for endpoint, view in app.view_functions.items()
        if endpoint != "static"
    }
    assert declared == TABLE


def test_a_visitor_is_sent_to_the_login_from_every_closed_page(app: Flask, client: FlaskClient) -> None:
    pages = closed_pages(app, "GET")
    assert len(pages) > 10
    for endpoint, path, roles in pages:
        reply = client.get(path)
        if roles == {Role.COMPANY}:
            assert reply.status_code == 410, endpoint
            assert "Öppna länken" in reply.text
            continue
        assert reply.status_code == 302, endpoint
        assert reply.location.startswith("/login"), endpoint


def test_a_visitor_changes_nothing_anywhere(app: Flask, client: FlaskClient) -> None:
    for method in ("POST", "PUT"):
        for endpoint, path, roles in closed_pages(app, method):
            refused = 410 if roles == {Role.COMPANY} else 401
            assert client.open(path, method=method).status_code == refused, endpoint


CLOSED = "eller så har ditt konto inte tillgång till den"


@pytest.mark.parametrize("role", USERS)
def test_a_role_sees_its_own_pages_and_no_others(
    app: Flask, office: Office, login: Login, session: Session, clock: FixedClock, role: Role
) -> None:
    user = factories.a_user(session, office.hub, role=role, name="Birgit Exempelgren", now=clock.now())
    session.commit()
    browser = login(user)
    for endpoint, path, roles in closed_pages(app, "GET"):
        reply = browser.get(path)
        if role in roles:
            assert reply.status_code in (200, 302, 404), endpoint
            assert CLOSED not in reply.text, endpoint
        else:
            assert reply.status_code == 404, endpoint
            assert CLOSED in reply.text, endpoint


@pytest.mark.parametrize("role", USERS)
@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_a_role_changes_nothing_but_its_own(
    app: Flask, office: Office, login: Login, session: Session, clock: FixedClock, role: Role, method: str
) -> None:
    user = factories.a_user(session, office.hub, role=role, name="Birgit Exempelgren", now=clock.now())
    session.commit()
    browser = login(user)
    for endpoint, path, roles in closed_pages(app, method):
        reply = browser.open(path, method=method)
        if role in roles:
            assert reply.status_code < 500, endpoint
            assert CLOSED not in reply.text, endpoint
        else:
            assert reply.status_code == 404, endpoint
            assert CLOSED in reply.text, endpoint


def test_a_companys_contact_gets_no_further_than_the_companys_page(
    app: Flask, office: Office, session: Session, clock: FixedClock
) -> None:
    company = factories.a_company(session, office.scope, now=clock.now())
    contact = factories.a_contact(session, office.scope, company)
    token = links.issue_link(
        session, hub_id=office.scope.hub, company_id=company.id or 0, contact_id=contact.id or 0,
        now=clock.now(), days=30, uses=30,
    )  # fmt: skip
    session.commit()
    browser = app.test_client()
    assert browser.post(f"/c/{token}").status_code == 302
    for method in ("GET", "POST", "PUT"):
        for endpoint, path, roles in closed_pages(app, method):
            reply = browser.open(path, method=method)
            assert (CLOSED.encode() in reply.data) == (Role.COMPANY not in roles), endpoint
            assert reply.status_code in (200, 400, 404, 422), endpoint
