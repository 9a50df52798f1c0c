"""Match a hub's companies again after the catalogue or the rules have changed."""

from iuc_hub import clock
from iuc_hub.db import reading, transaction
from iuc_hub.recommendations import rematching
from workers.work import Work


def rematch_hub(work: Work) -> None:
    """Match every company with needs, each in its own transaction; those whose inputs are the same are left."""
    hub_id = work.number("hub_id")
    with reading() as session:
        companies = rematching.companies_to_match(session, hub_id)
        rematching.prepare(session, hub_id)
    changed = 0
    for done, company_id in enumerate(companies):
        work.progress(done, len(companies))
        with transaction() as session:
            changed += rematching.rematch(session, hub_id, company_id, now=clock.now(), today=clock.today())
    with work.last_step():
        work.result.update(companies=len(companies), changed=changed)
