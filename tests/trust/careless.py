"""The negative control: the same server, but its database is not told to wait for the disk at each commit."""

from django.conf import settings

options = settings.DATABASES["default"]["OPTIONS"]
options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=NORMAL")

from towngown.config.wsgi import application  # noqa: E402 - after the settings were spoiled

__all__ = ["application"]
