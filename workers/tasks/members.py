"""Tell matching of the memberships whose first or last day has come."""

from iuc_hub import clock
from iuc_hub.db import reading, transaction
from iuc_hub.members import standing
from workers.work import Work


def tell_members(work: Work) -> None:
    """Go through the hubs that keep a register, each in its own transaction."""
    with reading() as session:
        hubs = standing.hubs_with_members(session)
    changed = 0
    for hub_id in hubs:
        with transaction() as session:
            told = standing.tell_matching(session, hub_id, now=clock.now(), today=clock.today())
        changed += len(told)
    with work.last_step():
        work.result["changed"] = changed
