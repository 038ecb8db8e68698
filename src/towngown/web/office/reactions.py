"""The mail with which somebody chooses a new password: sent after the page has answered, so that no answer tells anything."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.mail import send_mail

from towngown.foundation.journal.outbox import reaction
from towngown.foundation.people.queries import address_of
from towngown.web.office.resetting import letter

if TYPE_CHECKING:
    from towngown.foundation.journal.models import Entry


@reaction("office.mail_reset", on=("login.ask_reset",), outside=True)
def mail_reset(entry: "Entry", person: Any) -> None:
    """Send it, unless the log-in or the address has gone meanwhile; done again it is one more mail with a way in as good."""
    if person is None or person.erased_at is not None or person.user is None or not person.user.is_active:
        return
    address = address_of(person)
    if address:
        send_mail(*letter(person), settings.DEFAULT_FROM_EMAIL, [address])
