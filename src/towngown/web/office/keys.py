"""The log-in library's forms of the second factor, their labels in the reader's language and in their own sense."""

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.utils.translation import gettext_lazy as _


class _Named:
    """A key has a name, to tell it from others; “Name” alone is a person's in our Chinese."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the key")


class _Coded:
    """A code to type in; “Code” alone is the code of a place in our Chinese."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Verification code")
        self.fields["code"].widget.attrs.pop("placeholder", None)


class AddKeyForm(_Named, AddWebAuthnForm):
    """A new passkey or security key."""


class EditKeyForm(_Named, EditWebAuthnForm):
    """Another name for it."""


class CodeForm(_Coded, AuthenticateForm):
    """The code at the log-in."""


class CodeAgainForm(_Coded, ReauthenticateForm):
    """The code before something delicate."""


class FirstCodeForm(_Coded, ActivateTOTPForm):
    """The code that shows that the authenticator app is set up."""
