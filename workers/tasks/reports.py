"""Make a report that somebody wants, and keep it with its row."""

from iuc_hub import clock
from iuc_hub.db import reading
from iuc_hub.reports import making
from workers.work import Work


def make_report(work: Work) -> None:
    """Count and write the report, then store it together with the job's end."""
    report_id = work.number("report_id")
    work.progress(0, making.STEPS)
    with reading() as session:
        made = making.make(session, report_id, now=clock.now(), today=clock.today())
    work.progress(1, making.STEPS)
    with work.last_step() as session:
        making.store(session, report_id, made, now=clock.now())
