"""The jobs on matches: match companies again, take away the runs nobody needs."""

from iuc_hub import clock
from iuc_hub.catalogue import turning_days
from iuc_hub.db import reading, transaction
from iuc_hub.recommendations import rematching
from iuc_hub.recommendations.pruning import services as pruning
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


def rematch_company(work: Work) -> None:
    """Match one company, if it has needs and anything its matches follow from has changed."""
    hub_id, company_id = work.number("hub_id"), work.number("company_id")
    with reading() as session:
        wanted = company_id in rematching.companies_to_match(session, hub_id)
        rematching.prepare(session, hub_id)
    with work.last_step() as session:
        if wanted:
            work.result["changed"] = rematching.rematch(
                session, hub_id, company_id, now=clock.now(), today=clock.today()
            )


def rematch_due(work: Work) -> None:
    """Want the hubs matched again whose supports open today or have closed, together with the job's end."""
    with work.last_step() as session:
        work.result["hubs"] = turning_days.want_rematching_when_due(
            session, today=clock.today(), now=clock.now()
        )


def prune_matches(work: Work) -> None:
    """Go through every hub's old runs, some in each transaction; a second time takes away nothing more."""
    with reading() as session:
        hubs = pruning.hubs(session)
    gone = pruning.Pruned()
    for done, hub_id in enumerate(hubs):
        work.progress(done, len(hubs))
        after = 0
        while run_ids := _old_runs(hub_id, after):
            with transaction() as session:
                gone += pruning.prune(session, hub_id, run_ids)
            after = run_ids[-1]
    with work.last_step():
        work.result.update(runs=gone.runs, matches=gone.matches)


def _old_runs(hub_id: int, after: int) -> list[int]:
    with reading() as session:
        return pruning.old_runs(session, hub_id, now=clock.now(), after_id=after)
