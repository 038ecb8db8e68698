"""A file sent along with a form is kept first, and only then the thing is done."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.web.activities.conftest import browser, held, lecture, planned, today, whole_house
from towngown.domain.evidence.models import Item
from towngown.foundation.files.models import StoredFile

__all__ = ["browser", "held", "lecture", "planned", "today", "whole_house"]


def photo() -> SimpleUploadedFile:
    written = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(written, "JPEG")
    return SimpleUploadedFile("签到表.jpg", written.getvalue(), "image/jpeg")


@pytest.fixture
def form(held):
    return f"/do/item.add/claim/{held.claim.ref}/"


def test_the_form_takes_a_file(browser, form):
    page = browser("worker").get(form).content.decode()
    assert 'enctype="multipart/form-data"' in page
    assert 'type="file"' in page


def test_sent_twice_it_is_kept_once(browser, held, form):
    client = browser("worker")
    for _ in range(2):
        sent = {"item_kind": "sign_in_sheet", "stored_file": photo(), "idempotency_key": "k", "title": "签到表"}
        assert client.post(form, sent).headers["Location"].endswith(f"/claims/{held.claim.ref}/")
    item, stored = Item.objects.get(claim=held.claim), StoredFile.objects.get()
    assert (item.stored_file, item.title, stored.media_type) == (stored, "签到表", "image/jpeg")


@pytest.mark.parametrize("sent", [{}, {"stored_file": SimpleUploadedFile("bad.exe", b"MZ\x90\x00" * 20)}])
def test_without_a_file_that_is_taken_nothing_is_done(browser, form, sent):
    answer = browser("worker").post(form, sent | {"item_kind": "photo", "idempotency_key": "k"})
    assert answer.status_code == 422
    wrong = {one.name: one.error for one in answer.context["form"].fields if one.error}
    assert list(wrong) == ["stored_file"]
    assert (Item.objects.count(), StoredFile.objects.count()) == (0, 0)
