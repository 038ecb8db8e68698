"""Handing over files: pictures in the page, everything else as an attachment, nothing that could run."""

from django.http import FileResponse, HttpRequest, HttpResponseBase, HttpResponseNotModified
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from towngown.foundation.files import queries
from towngown.foundation.files.words import PICTURES


@require_safe
def file(request: HttpRequest, ref: str) -> HttpResponseBase:
    """The bytes of a file that the viewer may see, by itself or through what it hangs on."""
    stored = queries.file(request.actor, ref)
    tag = f'"{stored.sha256}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    response = FileResponse(queries.path_of(stored).open("rb"), content_type=stored.media_type)
    response["Content-Disposition"] = content_disposition_header(stored.media_type not in PICTURES, stored.name)
    response["Content-Length"] = str(stored.size)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'none'; frame-ancestors 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = tag
    return response
