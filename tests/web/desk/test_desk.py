"""The desk, search, notices, long work, files: what each page shows, to whom, at a constant number of queries."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from lxml import html

from tests.asvs import asvs
from tests.foundation.files import samples
from towngown.domain.agreements.models import Agreement
from towngown.domain.orders import actions as orders
from towngown.domain.partnerships import actions as partnerships
from towngown.foundation.accounts.queries import clock as the_clock
from towngown.foundation.files import actions as files
from towngown.foundation.jobs import actions as jobs
from towngown.foundation.jobs import work
from towngown.foundation.journal import outbox
from towngown.foundation.journal.table import kinds
from towngown.foundation.notices import actions as notices
from towngown.foundation.notices import queries as told
from towngown.foundation.people.models import Person
from towngown.foundation.places import actions as places
from towngown.foundation.search import actions as index
from towngown.kit import clock, doorway
from towngown.kit.text import mark
from towngown.web.desk import today
from towngown.web.desk.kinds import KINDS
from towngown.web.shared import today as registry
from towngown.web.shared.today import Todo, first_of, rest, source, todos


@pytest.fixture
def office(client, world):
    client.force_login(world.users["office"])
    return client


def agreement(world, title, **more):
    with doorway.opened("test"):
        row = Agreement.objects.create(partnership=world.partnership, title_zh=title, **more)
    index.index("agreement", row.pk)
    return row


def tell(world, sentence, thing=None, **more):
    person = Person.objects.get(pk=world.office.person_id)
    return notices.tell(by=the_clock(), persons=[person], sentence=sentence, thing=thing or world.partnership, **more)[
        0
    ]


@pytest.mark.parametrize("path", ["/desk/", "/desk/notices/", "/jobs/0123456789/", "/en/desk/"])
def test_visitors_are_asked_to_log_in(client, db, path):
    answer = client.get(path)
    assert answer.status_code == 302
    assert "login" in answer.url


def test_ordering_is_offered_where_something_is_on_offer(client, world):
    client.force_login(world.users["worker"])
    assert client.get("/desk/").context["menu_href"] == ""
    orders.record_offer(by=world.keeper, partnership=world.partnership, key="k", title_zh="急救", category=None)
    assert client.get("/desk/").context["menu_href"] == "/menu/"


def test_the_first_thing_is_what_must_be_done(office, world, monkeypatch):
    monkeypatch.setattr(registry, "_sources", [])

    @source
    def two(by, day):
        assert (by.person_id, day) == (world.office.person_id, day)
        yield Todo("慢慢来", "/a/", "看看", due=date(2030, 1, 2))
        yield Todo("快来确认", "/b/", "确认", urgent=True, thing=world.partnership)

    page = office.get("/desk/").content.decode()
    assert page.index("快来确认") < page.index("慢慢来 · 截止 2030年1月2日") < page.index('id="told"')
    assert 'href="/b/"' in page


def test_many_of_one_sort_are_one_line_the_most_urgent_first(office, monkeypatch):
    monkeypatch.setattr(registry, "_sources", [])

    @source
    def sessions(by, day):
        yield from (
            Todo(f"第{at}场", f"/{at}/", "记", due=date(2026, 11, 30 - at), group="来了多少人") for at in range(4)
        )
        yield from (Todo(f"需求{at}", f"/n{at}/", "答", group="需求") for at in range(3))

    page = html.fromstring(office.get("/desk/").content.decode())
    assert "7" in page.xpath("string(//section[@class='today']/h2)")
    assert [one.text_content().split() for one in page.xpath("//section[@class='today']//summary")] == [
        ["来了多少人", "4"]
    ]
    assert [one.get("href") for one in page.xpath("//details//a")] == ["/3/", "/2/", "/1/", "/0/"]
    assert len(page.xpath("//section[@class='today']/ul/li")) == 4


def test_todos_are_ordered_and_a_source_counts_once(world, monkeypatch):
    monkeypatch.setattr(registry, "_sources", [])

    def some(by, day):
        return [Todo("c", ""), Todo("b", "", due=day), Todo("a", "", urgent=True)]

    source(some)
    source(some)
    assert [todo.text for todo in todos(world.office, date(2026, 1, 1))] == ["a", "b", "c"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_desk_s_queries_do_not_grow(office, world, number, django_assert_max_num_queries):
    for at in range(number):
        tell(world, f"第 {at} 件")
    office.get("/desk/")
    with django_assert_max_num_queries(25):
        page = office.get("/desk/").content.decode()
    assert page.count("linklike") >= number
    assert "云溪县 × 江城大学" in page


def test_a_notice_is_followed_and_read(office, world, client):
    notice = tell(world, "请确认“{title}”。", values={"title": world.partnership}, urgent=True)
    assert "请确认“云溪县 × 江城大学”。" in office.get("/desk/notices/").content.decode()
    answer = office.post(f"/desk/notices/{notice.ref}/")
    assert answer.status_code == 302
    assert told.unread(world.office) == 0
    client.force_login(world.users["campus"])
    assert client.post(f"/desk/notices/{notice.ref}/").status_code == 404


def test_all_are_read_and_taken_back(office, world):
    tell(world, "一")
    tell(world, "二")
    answer = office.post("/desk/notices/read/", follow=True)
    assert told.unread(world.office) == 0
    moment = answer.context["undo"]
    office.post("/desk/notices/unread/", {"at": moment})
    assert told.unread(world.office) == 2
    assert office.post("/desk/notices/unread/", {"at": "nonsense"}).status_code == 404
    assert office.get("/desk/notices/read/").status_code == 405


def test_notices_are_paged_without_offset(office, world):
    for at in range(27):
        tell(world, f"第{at}件")
    first = office.get("/desk/notices/")
    second = office.get("/desk/notices/" + first.context["page"].older)
    assert [len(page.context["page"].rows) for page in (first, second)] == [25, 2]
    assert "第1件" in second.content.decode() and "第2件" not in second.content.decode()


def test_notices_are_found_by_their_words_their_kind_and_whether_they_were_read(office, world):
    tell(world, mark("Done: {what}."), values={"what": "茶叶"})
    read = tell(world, "Other", thing=agreement(world, "协议"))
    notices.read(by=world.office, notice=read)

    def found(query):
        return [one.ref for one in office.get(f"/desk/notices/?{query}").context["page"].rows]

    assert found("q=茶叶") == found("state=unread") == found("kind=partnership") != []
    assert found("q=oTHER") == found("kind=agreement") == [read.ref]
    assert found("q=茶叶&kind=agreement") == []


def test_search_groups_by_kind_and_marks_the_words(office, world, client):
    agreement(world, "石桥村网格员协议", words="说到茶叶的一段话")
    outbox.drain()
    page = office.get("/search/", {"q": "網格員"}).content.decode()
    assert "石桥村<mark>网格员</mark>协议" in page
    assert "<mark>茶叶</mark>" in office.get("/search/", {"q": "茶叶"}).content.decode()
    client.force_login(world.users["stranger"])
    assert "石桥村" not in client.get("/search/", {"q": "网格员"}).content.decode().split("<main")[1]


@pytest.mark.parametrize(
    "path", ["/search/", "/search/?q=没有的词", "/search/?q=<script>&kind=x&after=-1", "/en/search/?q=x"]
)
def test_search_answers_everything_politely(client, db, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert b"<script>&" not in answer.content


@pytest.mark.parametrize("number", [1, 3])
def test_search_s_queries_do_not_grow(office, world, number, django_assert_max_num_queries):
    for at in range(number):
        agreement(world, f"茶叶 {at}")
    office.get("/search/")
    with django_assert_max_num_queries(15):
        assert office.get("/search/", {"q": "茶叶"}).content.decode().count("<mark>") == number


BOOK = """code,name,parent,tier
42,湖北省,,province
4299,云溪市,42,city
429901,云溪县,4299,county
429901100,石桥镇,429901,town
429901100201,石桥村,429901100,village
429902,外县,4299,county
429902100,石桥沟镇,429902,town
"""


@pytest.fixture
def book(world):
    places.load(by=world.keeper, file=BOOK.encode())
    partnerships.record(
        by=world.keeper, slug="small", title_zh="云溪县 × 江城大学", nature="invented", audience="public", place_code="429901"
    )  # fmt: skip


def test_places_are_found_by_name_where_partnerships_are(client, book):
    def found(text, **more):
        groups = client.get("/search/", {"q": text} | more).context["groups"]
        return ["".join(piece for piece, _ in hit["title"]) for group in groups for hit in group["hits"]]

    assert found("石桥") == ["石桥镇", "石桥村"]
    assert found("石橋鎮") == ["石桥镇"]
    assert found("石桥", kind="place") == ["石桥镇", "石桥村"]
    assert found("石桥", kind="agreement") == found("湖北") == found("100") == []
    page = client.get("/search/", {"q": "石桥镇"}).content.decode()
    assert ('href="/office/places/429901100/"' in page, "<mark>石桥镇</mark>" in page, "云溪县" in page) == (True,) * 3


def test_one_kind_is_paged(office, world):
    for at in range(27):
        agreement(world, f"茶叶 {at}")
    everything = office.get("/search/", {"q": "茶叶"})
    assert everything.context["groups"][0]["more"] == "?q=%E8%8C%B6%E5%8F%B6&kind=agreement"
    first = office.get("/search/" + everything.context["groups"][0]["more"])
    second = office.get("/search/" + first.context["older"])
    assert [len(page.context["groups"][0]["hits"]) for page in (everything, first, second)] == [5, 25, 2]


def test_long_work_is_watched_and_found_again(office, world, client, monkeypatch):
    monkeypatch.setitem(work.WORKERS, "count", work.Kind("Counting", lambda job, report: {}))
    job = jobs.start(by=world.office, job_kind="count")
    page = office.get(f"/jobs/{job.ref}/").content.decode()
    assert 'http-equiv="refresh"' in page
    assert "Counting" in office.get("/desk/").content.decode()
    begun = jobs.begin(by=the_clock(), job=job)
    jobs.progress(begun, 3, 12)
    assert 'max="12" value="3"' in office.get(f"/jobs/{job.ref}/").content.decode()
    jobs.fail(
        by=the_clock(),
        lease=job.lease,
        job=begun,
        sentences=[{"sentence": "“{value}” was not found.", "values": {"value": "a.xlsx"}}],
    )
    page = office.get(f"/jobs/{job.ref}/").content.decode()
    assert "a.xlsx" in page and 'http-equiv="refresh"' not in page
    assert f"/do/job.retry/job/{job.ref}/" in page
    assert [todo.href for todo in today.failed_work(world.office, date.today())] == [f"/jobs/{job.ref}/"]
    assert list(today.failed_work(world.office, date.today() + timedelta(days=30))) == []
    client.force_login(world.users["campus"])
    assert client.get(f"/jobs/{job.ref}/").status_code == 404


def test_finished_work_links_to_what_it_made(office, world, monkeypatch):
    monkeypatch.setitem(work.WORKERS, "count", work.Kind("Counting", lambda job, report: {}))
    job = jobs.begin(by=the_clock(), job=jobs.start(by=world.office, job_kind="count"))
    jobs.finish(by=the_clock(), job=job, lease=job.lease, result={"kind": "partnership", "ref": world.partnership.ref})
    assert "云溪县 × 江城大学" in office.get(f"/jobs/{job.ref}/").content.decode()


@pytest.fixture
def files_root(settings, tmp_path):
    settings.FILES_ROOT = tmp_path
    return tmp_path


@asvs("3.2.1")
def test_documents_are_attachments_and_pictures_are_not(office, world, files_root):
    document = files.store(by=world.office, upload=BytesIO(samples.pdf()), name="协议.pdf")
    picture = files.store(by=world.office, upload=samples.picture())
    answer = office.get(f"/files/{document.ref}/")
    assert b"".join(answer.streaming_content) == samples.pdf()
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    shown = office.get(f"/files/{picture.ref}/")
    assert b"".join(shown.streaming_content)[:3] == b"\xff\xd8\xff"
    assert shown["Content-Disposition"].startswith("inline")
    for one in (answer, shown):
        assert one["X-Content-Type-Options"] == "nosniff"
        assert one["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    again = office.get(f"/files/{picture.ref}/", headers={"If-None-Match": shown["ETag"]})
    assert again.status_code == 304


@asvs("8.2.2")
def test_a_file_is_only_for_who_may_see_it(client, office, world, files_root):
    stored = files.store(by=world.campus, upload=samples.pdf())
    assert office.get(f"/files/{stored.ref}/").status_code == 404
    client.logout()
    assert client.get(f"/files/{stored.ref}/").status_code == 404
    assert office.post(f"/files/{stored.ref}/").status_code == 405


def test_files_of_agreements_and_evidence_are_seen_through_them(world, files_root):
    from towngown.domain.evidence.models import Claim, Item
    from towngown.foundation.files import queries as stored_files

    stored = {name: files.store(by=world.office, upload=samples.pdf()) for name in ("agreement", "evidence")}
    with doorway.opened("test"):
        paper = Agreement.objects.create(partnership=world.partnership, title_zh="协议")
        paper.files.create(stored_file=stored["agreement"])
        claim = Claim.objects.create(partnership=world.partnership, claim_kind="activity")
        Item.objects.create(
            claim=claim, item_kind="photo", stored_file=stored["evidence"], added_by_id=world.office.id,
            added_at=clock.now(),
        )  # fmt: skip
    for one in stored.values():
        assert stored_files.may_see(world.campus, one)
        assert not stored_files.may_see(world.stranger, one)
        assert not stored_files.may_see(world.visitor, one)


def test_everything_in_the_index_is_a_kind_that_search_shows():
    """Search without a chosen kind asks the index for every kind."""
    assert {kind for kind, model in kinds().items() if hasattr(model, "search_document")} == set(KINDS)


def test_what_is_not_shown_is_counted_once_more_is_there():
    assert [first_of(list(range(number)), 2) for number in (1, 2, 5)] == [([0], 0), ([0, 1], 0), ([0, 1], 3)]
    assert list(rest(0, "/a/", "需求")) == []
