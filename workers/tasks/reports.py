"""Make a report that somebody wants, and publish the network's figures of a quarter that has ended."""

from datetime import date

from iuc_hub import clock
from iuc_hub.db import reading
from iuc_hub.reports import making
from iuc_hub.reports.publications import services as publications
from workers.work import Work


def make_report(work: Work) -> None:
    """Count and write the report, then store it together with the job's end."""
    report_id, today = work.number("report_id"), clock.today()
    with reading() as session:
        made = making.make(session, report_id, now=clock.now(), today=today, tell=work.progress)
    with work.last_step() as session:
        making.store(session, report_id, made, now=clock.now(), today=today)


def publish_network(work: Work) -> None:
    """Decide what is shown of the round, then store it."""
    last = date.fromisoformat(str(work.claim.arguments["last"]))
    with reading() as session:
        found = publications.decide(session, publications.NETWORK, last, now=clock.now(), tell=work.progress)
    with work.last_step() as session:
        publications.keep(session, publications.NETWORK, found)
