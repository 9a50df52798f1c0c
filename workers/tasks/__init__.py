"""Which function does which kind of job; both ways of running take them from here."""

from collections.abc import Callable, Mapping

from sqlmodel import Session

from workers.tasks.demo import tell_demo
from workers.tasks.mail import give_up_mail, send_mail
from workers.tasks.matching import prune_matches, rematch_company, rematch_due, rematch_hub, rematch_part
from workers.tasks.members import tell_members
from workers.tasks.reports import make_report, publish_network
from workers.tasks.upkeep import prune, wipe_notes
from workers.tasks.uploads import check_upload, take_in_upload
from workers.tasks.versions import fit_version, preview_support, preview_words
from workers.work import Work

TASKS: Mapping[str, Callable[[Work], None]] = {
    "send_mail": send_mail,
    "rematch_hub": rematch_hub,
    "rematch_part": rematch_part,
    "rematch_company": rematch_company,
    "rematch_due": rematch_due,
    "tell_members": tell_members,
    "prune": prune,
    "wipe_notes": wipe_notes,
    "prune_matches": prune_matches,
    "make_report": make_report,
    "publish_network": publish_network,
    "check_upload": check_upload,
    "take_in_upload": take_in_upload,
    "tell_demo": tell_demo,
    "fit_version": fit_version,
    "preview_words": preview_words,
    "preview_support": preview_support,
}

GIVEN_UP: Mapping[str, Callable[[Session, Mapping[str, object]], None]] = {"send_mail": give_up_mail}
"""What follows when a kind of job has failed for good, in the transaction that says so."""
