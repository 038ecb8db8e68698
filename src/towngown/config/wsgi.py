"""The WSGI application that granian serves."""

import gc
import os
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "towngown.config.settings")
application = get_wsgi_application()

# All pages are loaded now, not by the first who asks. What was loaded stays: the collector need not look at it again,
# nor after every few hundred new objects; and what a page leaves behind is cleared in steps too short to be felt.
_pages: list[Any] = get_resolver().url_patterns
gc.collect()
gc.freeze()
gc.set_threshold(5_000, 10, 10)
