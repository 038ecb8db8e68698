"""What the clock does for notices."""

import logging

from towngown.foundation.accounts.queries import clock as the_clock
from towngown.foundation.notices import actions, queries
from towngown.kit.schedule import every

log = logging.getLogger(__name__)


def send_due() -> int:
    """Send the mails that are due; one that fails does not hold back the others. Returns how many were sent."""
    sent = 0
    for urgent in (True, False):
        for person in queries.persons_to_mail(urgent):
            try:
                actions.mail(by=the_clock(), person=person, urgent=urgent)
                sent += 1
            except OSError:
                log.exception("a mail could not be sent; it will be tried at the next tick")
    return sent


every("tick", send_due)
