"""The log-in (User) and the stable row that every journal entry points at (Actor)."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.db import models


class User(AbstractBaseUser, PermissionsMixin):
    """A log-in. Many village workers have no e-mail, so the user name is what identifies; the person is in people."""

    username = models.CharField(max_length=60, unique=True)
    email = models.EmailField(blank=True)
    name = models.CharField(max_length=100, blank=True)
    language = models.CharField(max_length=10, default="zh-hans")
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)  # keeps this instance: people, organisations, settings
    date_joined = models.DateTimeField(auto_now_add=True)

    objects = DjangoUserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    PRIVACY = {
        "username": "erased", "email": "erased", "name": "erased", "password": "erased", "language": "kept",
        "is_active": "kept", "is_staff": "kept", "is_superuser": "kept", "date_joined": "kept", "last_login": "erased",
    }  # fmt: skip

    def get_full_name(self) -> str:
        return self.name or self.username


class Actor(models.Model):
    """Who did something: a log-in, a one-time link, the clock, an import, a visitor. Never deleted; holds no name."""

    actor_kind = models.CharField(max_length=10)
    user = models.OneToOneField(User, null=True, on_delete=models.SET_NULL, related_name="actor")

    PRIVACY = {"actor_kind": "kept", "user": "erased"}

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="actor_kind_known",
                condition=models.Q(actor_kind__in=["user", "link", "clock", "import", "visitor"]),
            ),
            models.UniqueConstraint(
                name="one_actor_per_system_kind",
                fields=["actor_kind"],
                condition=models.Q(actor_kind__in=["clock", "import", "visitor", "link"]),
            ),
        ]
