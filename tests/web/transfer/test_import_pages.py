"""The import page: what would happen first, then the writing, as a job; export and templates."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from towngown.domain.transfer.words import SHEETS
from towngown.foundation.jobs.tasks import run
from towngown.foundation.journal.table import kinds

AREAS = "areas:\n  - {key: health, title: {zh: 健康}}\n"


@pytest.fixture
def office(world, client):
    client.force_login(world.users["office"])
    return client


def upload(content: str, name: str = "partnership.yaml", key: str = "k1") -> dict[str, object]:
    return {"partnership": "small", "files": [SimpleUploadedFile(name, content.encode())], "idempotency_key": key}


def work(response) -> str:
    """Do the job that the answer leads to; its address."""
    assert response.status_code == 302, response.content.decode()
    run(response.url.rstrip("/").rsplit("/", 1)[1])
    return response.url


def test_first_it_says_what_would_happen_then_it_happens(office, world):
    address = work(office.post("/import/", upload(AREAS)))
    page = office.get(address)
    assert page.context["changes"] == 1
    assert kinds()["area"].objects.count() == 0
    done = office.get(work(office.post(address, {"idempotency_key": "k2"})))
    assert (done.context["trial"], done.context["changes"]) == (False, 1)
    assert kinds()["area"].objects.get().title_zh == "健康"


def test_problems_are_named_with_their_places(office, world):
    page = office.get(work(office.post("/en/import/", upload("areas:\n  - {key: health}\n  - {kee: x}\n"))))
    places = [place for place, _ in page.context["found"]]
    assert page.context["changes"] == 0
    assert [place.split(", row")[1][:2] for place in places] == [" 2", " 3", " 3"]
    assert "partnership.yaml, sheet “areas”, row 2, column “title_zh”" in page.content.decode()


def test_without_a_file_the_page_says_so(office, world):
    assert office.post("/import/", {"partnership": "small"}).status_code == 422


def test_another_partnership_is_out_of_reach(office, world):
    assert office.post("/import/", upload(AREAS) | {"partnership": "other"}).status_code == 422


@pytest.mark.parametrize(("name", "status"), [("worker", 403), ("office", 200), (None, 302)])
def test_who_may_open_the_page(world, client, name, status):
    if name:
        client.force_login(world.users[name])
    assert client.get("/import/").status_code == status


def test_somebody_elses_import_is_not_found(office, world):
    address = work(office.post("/import/", upload(AREAS)))
    office.force_login(world.users["campus"])
    assert office.get(address).status_code == 404


@pytest.mark.parametrize(("form", "start"), [("yaml", b"partnership:"), ("xlsx", b"PK")])
def test_the_office_exports_its_own_partnership_only(office, world, form, start):
    answer = office.get(f"/export/small.{form}")
    assert (answer.status_code, b"".join(answer)[: len(start)]) == (200, start)
    assert kinds()["partnership"] and office.get(f"/export/other.{form}").status_code == 404


def test_a_worker_may_not_export(world, client):
    client.force_login(world.users["worker"])
    assert client.get("/export/small.yaml").status_code == 403


@pytest.mark.parametrize(("language", "sheet"), [("zh", "承诺"), ("en", "Promises")])
def test_templates_explain_themselves(office, world, language, sheet):
    book = openpyxl.load_workbook(io.BytesIO(b"".join(office.get(f"/import/template-{language}.xlsx"))))
    assert book.sheetnames[0] == {"zh": "填写说明", "en": "Read me"}[language]
    assert len(book.sheetnames) == len(SHEETS) + 1
    page = book[sheet]
    assert page["A1"].value.endswith("*")
    lists = [rule for rule in page.data_validations.dataValidation if rule.type == "list"]
    assert len(lists) == 3  # measure, per, evidence rule
    assert office.get("/import/template-fr.xlsx").status_code == 404
