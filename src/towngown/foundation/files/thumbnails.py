"""Small pictures for pages, made when first asked for and kept beside the files; lost, they are made again. 缩略图。"""

from pathlib import Path

from django.conf import settings

from towngown.foundation.files.compute.pictures import small
from towngown.foundation.files.models import StoredFile
from towngown.foundation.files.queries import path_of
from towngown.foundation.files.words import WEBP
from towngown.kit import shelf

MEDIA_TYPE = WEBP


def thumbnail(stored: StoredFile) -> Path:
    """Where the small one of a kept picture lies. Raises OSError when there is no room to make it."""
    return shelf.derived(settings.THUMBNAILS_ROOT, stored.sha256, lambda: small(path_of(stored).read_bytes()))
