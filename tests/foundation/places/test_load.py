"""Loading places: all or nothing, every wrong line named, a second time changes nothing."""

import pytest

from towngown.foundation.accounts.queries import importer, visitor
from towngown.foundation.journal.models import Entry
from towngown.foundation.places import actions as places
from towngown.foundation.places.actions import Loaded
from towngown.foundation.places.models import Place
from towngown.kit.problems import Problem, Problems

GOOD = """code,name,parent,tier
42,湖北省,,province
4299,省直辖县级行政区划,42,city
429901,云溪县,4299,county
429901100,城关镇,429901,town
429901100201,石桥村,429901100,village
"""


def load(text, **more):
    return places.load(by=importer(), file=text.encode(), **more)


def problems_of(text):
    with pytest.raises(Problems) as several:
        load(text)
    return [(one.code, one.values.get("line")) for one in several.value.problems]


def test_a_file_is_loaded_whole(db):
    assert load(GOOD) == Loaded(rows=5, added=5, changed=0)
    assert Place.objects.get(code="429901100201").parent_code == "429901100"
    assert Entry.objects.get(verb="places.load").details == {}


def test_loading_again_changes_nothing(db):
    load(GOOD)
    before = list(Place.objects.order_by("pk").values())
    assert load(GOOD) == Loaded(rows=5, added=0, changed=0)
    assert list(Place.objects.order_by("pk").values()) == before


def test_a_new_name_is_counted_as_changed(db):
    load(GOOD)
    assert load(GOOD.replace("石桥村", "石桥社区")) == Loaded(rows=5, added=0, changed=1)
    assert Place.objects.get(code="429901100201").name == "石桥社区"


def test_another_edition_stands_beside(db):
    load(GOOD)
    assert load(GOOD, edition="2025") == Loaded(rows=5, added=5, changed=0)
    assert Place.objects.count() == 10


def test_every_wrong_line_is_named_and_nothing_is_loaded(db):
    wrong = GOOD + "\n".join(
        [
            "42990,短,4299,county",
            "429902,,4299,county",
            "429903,外县,4299,town",
            "429904,外县,42,county",
            "429905,外县,43,county",
            "429901,云溪县,4299,county",
            "429906100,外镇,429906,town",
            "429907,外县",
            "43,湖南省,4,province",
        ]
    )
    assert problems_of(wrong) == [
        ("places.code", 7),
        ("places.name", 8),
        ("places.tier", 9),
        ("places.parent", 11),
        ("places.twice", 12),
        ("places.columns", 14),
        ("places.parent", 15),
        ("places.parent_unknown", 13),
    ]
    assert Place.objects.count() == 0


def test_a_parent_may_come_later_in_the_file_or_stand_in_the_record(db):
    head, *rows = GOOD.strip().split("\n")
    assert load("\n".join([head, *reversed(rows)])).added == 5
    assert load(f"{head}\n429901101,外镇,429901,town\n").added == 1
    assert problems_of(f"{head}\n429908101,外镇,429908,town\n") == [("places.parent_unknown", 2)]


def test_a_file_without_header_or_not_text_is_refused(db):
    assert problems_of("42,湖北省,,province\n") == [("places.header", None)]
    assert problems_of("") == [("places.header", None)]
    with pytest.raises(Problem) as refused:
        places.load(by=importer(), file=b"\xff\xff\xff\x00")
    assert refused.value.code == "places.encoding"


def test_gb18030_is_read_too(db):
    assert places.load(by=importer(), file=GOOD.encode("gb18030")).added == 5


def test_after_a_thousand_wrong_lines_the_rest_is_counted(db):
    text = "code,name,parent,tier\n" + "1,x,,province\n" * 1002
    with pytest.raises(Problems) as several:
        load(text)
    assert len(several.value.problems) == 1001
    assert several.value.problems[-1].values == {"count": 2}


def test_only_the_keeper_loads(db):
    with pytest.raises(Problem) as refused:
        places.load(by=visitor(), file=GOOD.encode())
    assert refused.value.code == "not_allowed"
