"""What the clock does for notices: it mails them."""

import logging
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import send_mail

from towngown.foundation.accounts.queries import clock as the_clock
from towngown.foundation.notices import actions, queries
from towngown.kit.schedule import every

if TYPE_CHECKING:
    from towngown.foundation.people.models import Person

log = logging.getLogger(__name__)


def send_due() -> int:
    """Send the mails that are due; one that fails does not hold back the others. Returns how many were sent."""
    sent = 0
    for urgent in (True, False):
        for person in queries.persons_to_mail(urgent):
            try:
                sent += _send(person, urgent)
            except OSError:
                log.exception("a mail could not be sent; it will be tried at the next tick")
    return sent


def _send(person: "Person", urgent: bool) -> bool:
    """One mail to one person: the urgent notices not yet mailed, or the digest of the others; whether it was sent.

    No transaction is open while the mail server is waited for: nobody is kept from writing. What it holds is taken in
    hand before and written down as mailed after, so no mail is ever lost: killed in between, it goes out again after
    MAIL_TAKES, perhaps for the second time.
    """
    notices = actions.take(person, urgent)
    address = queries.address_of(person)[0]
    if not notices or not address:
        return False
    try:
        send_mail(*queries.letter(person, notices, urgent), settings.DEFAULT_FROM_EMAIL, [address])
    except Exception:
        actions.let_go(notices)
        raise
    actions.mail(by=the_clock(), person=person, notices=notices)
    return True


every("tick", send_due)
