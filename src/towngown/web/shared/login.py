"""How people get in: nobody signs up by themselves; one is invited. What matters for security is written down."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from towngown.domain.partnerships.queries import actor_for
from towngown.foundation.accounts.queries import visitor
from towngown.foundation.journal.action import VERBS
from towngown.foundation.people import actions, queries
from towngown.foundation.people.words import DEMONSTRATION_PASSWORD
from towngown.kit import clock
from towngown.kit.actors import Actor
from towngown.kit.problems import Problem
from towngown.web.shared.middleware import actor_of
from towngown.web.shared.wording import sentence

# The library's notification → our verb. Its mails go only to people with a confirmed address.
BY_MAIL = "account/email/password_reset"
WRITTEN_DOWN = {
    "account/email/password_changed": "login.change_password",
    "account/email/password_set": "login.change_password",
    BY_MAIL: "login.change_password",
    "mfa/email/totp_activated": "login.add_key",
    "mfa/email/webauthn_added": "login.add_key",
    "mfa/email/recovery_codes_generated": "login.add_key",
    "mfa/email/totp_deactivated": "login.remove_key",
    "mfa/email/webauthn_removed": "login.remove_key",
}


def display_name(user: Any) -> str:
    """What the library calls somebody in its messages: the person's name, else the log-in's."""
    return str(user.name or user.username)


def _as_themselves(user: Any) -> Actor:
    """Whoever opened the mail acts as the person it was sent to."""
    return actor_for(user.pk, user.get_full_name(), user.language, user.is_staff, clock.today())


class Adapter(DefaultAccountAdapter):
    """allauth's hooks."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Write the event down, then let the library mail it where there is an address."""
        person = queries.person_of(user.pk)
        verb = WRITTEN_DOWN.get(template_prefix)
        if person is not None and verb is not None:
            by = _as_themselves(user) if template_prefix == BY_MAIL else actor_of(self.request)
            VERBS[verb].run(by=by, person=person)
        super().send_notification_mail(template_prefix, user, context, email)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Invented people stay when a demonstration becomes a real site: their printed password then opens nothing."""
        super().pre_authenticate(request, **credentials)
        if credentials.get("password") == DEMONSTRATION_PASSWORD and not settings.DEMONSTRATION:
            raise self.validation_error("username_password_mismatch")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Write down that somebody tried; the library's rate limit bounds how often."""
        person = queries.person_by_username(str(credentials.get("username") or ""))
        if person is not None:
            actions.fail_login(by=visitor(), person=person)

    def clean_password(self, password: str, user: Any = None) -> str:
        """Shared log-ins of a demonstration keep their printed password, or the next visitor could not get in."""
        if settings.DEMONSTRATION and user is not None and not user.is_staff:
            raise ValidationError(sentence(Problem("people.demonstration_password")))
        return str(super().clean_password(password, user))
