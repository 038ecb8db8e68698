"""The WSGI application that granian serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "towngown.config.settings")
application = get_wsgi_application()

# What was loaded stays loaded: the collector need not look at it again, nor after every few hundred new objects.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 10, 10)
