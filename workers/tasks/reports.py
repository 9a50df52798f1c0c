"""Make a report that somebody wants, and publish the network's figures of a quarter that has ended."""

from datetime import date

from iuc_hub import clock
from iuc_hub.db import reading
from iuc_hub.reports import making
from iuc_hub.reports.publications import services as publications
from workers.work import Work


def make_report(work: Work) -> None:
    """Count, write the report, then store it together with the job's end."""
    report_id, today = work.number("report_id"), clock.today()
    work.progress(0, making.STEPS)
    with reading() as session:
        gathered = making.gather(session, report_id)
    made = making.make(gathered, now=clock.now(), today=today, tell=work.progress)
    with work.last_step() as session:
        making.store(session, report_id, made, now=clock.now(), today=today)


def publish_network(work: Work) -> None:
    """Read the round's figures, decide what is shown, then store it."""
    last = date.fromisoformat(str(work.claim.arguments["last"]))
    with reading() as session:
        gathered = publications.gather(session, publications.NETWORK, last)
    found = publications.decide(gathered, now=clock.now(), tell=work.progress)
    with work.last_step() as session:
        publications.keep(session, publications.NETWORK, found)
