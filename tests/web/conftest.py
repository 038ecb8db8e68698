"""Pages under test find their static files where they lie, without a collected folder."""

from typing import Any

import pytest


@pytest.fixture(autouse=True)
def static_files_where_they_lie(settings: Any) -> None:
    """No manifest and no collected folder; whitenoise looks when asked."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.WHITENOISE_AUTOREFRESH = True
