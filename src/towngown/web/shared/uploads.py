"""Files of a form that was refused: they wait for the form to be sent again, so that nobody looks for a photo twice."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from towngown.foundation.files import waiting
from towngown.kit.fields import Upload
from towngown.kit.problems import Problem
from towngown.web.shared.forms import Form

PREFIX = "kept_"  # the hidden field beside a file's own


def given(request: HttpRequest, names: Iterable[str]) -> dict[str, Any]:
    """Name → the file sent now, or the one that waited, or the refusal when it waited too long."""
    words = {name: request.POST.get(PREFIX + name, "") for name in names}
    waited = {name: taken(request, word) for name, word in words.items() if word and name not in request.FILES}
    return request.FILES.dict() | waited


def taken(request: HttpRequest, word: str) -> Any:
    """The file under this word, or the refusal."""
    try:
        return waiting.take(request.actor, _session(request), word)
    except Problem as problem:
        return problem


def keep(request: HttpRequest, form: Form) -> None:
    """After a refusal: each good file of the form waits; one that is wrong itself is named, and must be chosen anew."""
    for field in form.fields:
        if isinstance(field.asked, Upload) and field.value:
            upload, field.value = field.value, None
            try:
                if not field.error:
                    field.value = kept(request, upload)
            except Problem as problem:
                form.blame([problem.about(field.name)])


def kept(request: HttpRequest, upload: Any) -> waiting.Waiting:
    """One upload, waiting. Raises what is wrong with it."""
    if isinstance(upload, waiting.Waiting):
        return upload
    return waiting.keep(request.actor, _session(request), upload)


def _session(request: HttpRequest) -> str:
    return request.session.session_key or ""
