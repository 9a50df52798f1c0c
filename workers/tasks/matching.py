"""The jobs on matches: match companies again, take away the runs nobody needs."""

from iuc_hub import clock, jobs
from iuc_hub.db import reading, transaction
from iuc_hub.recommendations.pruning import services as pruning
from iuc_hub.recommendations.rematching import services as rematching
from workers.work import Work


def rematch_hub(work: Work) -> None:
    """Give the hub's companies with needs to jobs of their own, some to each; this one ends with the last."""
    hub_id = work.number("hub_id")
    with reading() as session:
        parts = rematching.parts(session, hub_id)
    work.split(
        "rematch_part", [jobs.Part({"hub_id": hub_id, "companies": each}, len(each)) for each in parts]
    )


def rematch_part(work: Work) -> None:
    """Match some companies if what their matches follow from has changed: look first, then store all at once."""
    _rematch(work, work.number("hub_id"), work.numbers("companies"))


def rematch_company(work: Work) -> None:
    """Match one company, if it has needs and anything its matches follow from has changed."""
    _rematch(work, work.number("hub_id"), [work.number("company_id")])


def _rematch(work: Work, hub_id: int, companies: list[int]) -> None:
    with reading() as session:
        looked = rematching.look(session, hub_id, companies, today=clock.today())
    with work.last_step() as session:
        kept = rematching.keep(session, hub_id, looked, now=clock.now(), today=clock.today())
        work.result.update(companies=kept.companies, touched=kept.touched, changed=kept.changed)


def rematch_due(work: Work) -> None:
    """Have every hub looked at for what the new day changes, together with the job's end."""
    with work.last_step() as session:
        work.result["hubs"] = rematching.want_every_hub(session, now=clock.now())


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
