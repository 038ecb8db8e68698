"""Handing over files: pictures in the page, everything else as an attachment, nothing that could run."""

from pathlib import Path
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponseBase, HttpResponseNotModified
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from towngown.foundation.files import queries, thumbnails
from towngown.foundation.files.words import PICTURES


def _small(stored: Any) -> tuple[Path, str]:
    """The small picture and its type; the whole one where there is no room to make it."""
    try:
        return thumbnails.thumbnail(stored), thumbnails.MEDIA_TYPE
    except OSError:
        return queries.path_of(stored), stored.media_type


@require_safe
def file(request: HttpRequest, ref: str) -> HttpResponseBase:
    """The bytes of a file that the viewer may see, by itself or through what it hangs on; `?small` of a picture."""
    stored = queries.file(request.actor, ref)
    small = "small" in request.GET and stored.media_type in PICTURES
    tag = f'"{stored.sha256}{"-small" * small}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    path, media_type = _small(stored) if small else (queries.path_of(stored), stored.media_type)
    response = FileResponse(path.open("rb"), content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(stored.media_type not in PICTURES, stored.name)
    response["Content-Length"] = str(path.stat().st_size)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'none'; frame-ancestors 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = tag
    return response
