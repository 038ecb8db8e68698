"""Pages of tests need no collected static files."""

from typing import Any

import pytest


@pytest.fixture(autouse=True)
def plain_static_files(settings: Any, tmp_path: Any) -> None:
    """Static addresses without a manifest, and a folder that exists."""
    settings.STATIC_ROOT = tmp_path
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
