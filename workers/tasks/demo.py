"""Tell the stories of the demo's invented companies beside the server."""

from datetime import date

from iuc_hub import clock
from iuc_hub.demo.seed import tell_invented
from iuc_hub.reports.publications.services import want_network_round
from workers.work import Work


def tell_demo(work: Work) -> None:
    """Tell those that are missing, each in its own transaction, as seen from the day the demo was started."""
    today, added = date.fromisoformat(str(work.claim.arguments["day"])), 0
    for step in tell_invented(work.settings, now=clock.now(), today=today):
        work.progress(step.done, step.total)
        added = step.added
    with work.last_step() as session:
        want_network_round(session, today, now=clock.now())
        work.result["companies"] = added
