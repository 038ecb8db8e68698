"""Passwords that everybody tries first."""

from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from towngown.foundation.people.words import DEMONSTRATION_PASSWORD

TRIMMINGS = "0123456789!@#$%^&*()-_=+.,;:?/ "


class CommonValidator(CommonPasswordValidator):
    """Refuses the commonest passwords, also with digits and signs around them, and the one that demonstrations print."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError with the library's code and sentence."""
        super().validate(password, user)
        if stem := password.strip(TRIMMINGS):
            super().validate(stem, user)
        if password == DEMONSTRATION_PASSWORD and not settings.DEMONSTRATION:
            raise ValidationError(self.get_error_message(), code="password_too_common")
