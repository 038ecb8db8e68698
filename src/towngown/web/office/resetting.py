"""A forgotten password: whoever has an e-mail address with us gets a way to choose a new one; nobody learns who has."""

from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from towngown.foundation.people import actions, queries
from towngown.web.shared.middleware import actor_of


class ResetForm(forms.Form):
    """Asks for the user name or the address; the log-in library calls the field so."""

    email = forms.CharField(
        label=_("User name or e-mail"), max_length=254, widget=forms.TextInput({"autocomplete": "username"})
    )

    def save(self, request: HttpRequest, **options: Any) -> str:
        """Write down for each log-in so called that a new password was asked for; the mails follow by themselves."""
        asked = str(self.cleaned_data["email"])
        for person in queries.to_be_reached(asked):
            actions.ask_reset(by=actor_of(request), person=person)
        return asked


def letter(person: Any) -> tuple[str, str]:
    """Subject and body of the mail, in the language of the log-in, with the one-time address in it."""
    user = person.user
    with override(user.language):
        path = reverse(
            "account_reset_password_from_key",
            kwargs={"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)},
        )
        address = settings.SITE_ADDRESS.rstrip("/") + path
        hours = settings.PASSWORD_RESET_TIMEOUT // 3600
        parts = (
            gettext("Hello {name},").format(name=person.name),
            gettext(
                "A new password was asked for, for the log-in “{username}”. Choose it here within {n} hours:"
            ).format(username=user.username, n=hours),
            address,
            gettext("If it was not you who asked, do nothing: the old password stays."),
        )
        return gettext("Towngown: choose a new password"), "\n\n".join(parts) + "\n"
