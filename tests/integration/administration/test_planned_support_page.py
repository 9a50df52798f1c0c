"""A support's planned wording, previewed before it is saved."""

import re

import html5lib
import pytest
from flask.testing import FlaskClient
from sqlmodel import Session

from iuc_hub.catalogue.models import Support
from iuc_hub.clock import FixedClock
from iuc_hub.desk.planned_support import services as planned
from tests.integration.versions import taught as hubs
from tests.integration.versions.doors import job_of, valid
from tests.integration.versions.taught import Taught
from workers.tasks.versions import preview_support


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
