"""Which function does which kind of job; both ways of running take them from here."""

from collections.abc import Callable, Mapping

from workers.tasks.mail import send_mail
from workers.tasks.matching import rematch_hub
from workers.tasks.upkeep import prune
from workers.work import Work

TASKS: Mapping[str, Callable[[Work], None]] = {
    "send_mail": send_mail,
    "rematch_hub": rematch_hub,
    "prune": prune,
}
