"""Search against a naive reading of the same things, over random ones."""

from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from towngown.foundation.accounts.queries import visitor
from towngown.foundation.search.compute import tokens_of
from towngown.foundation.search.models import Document
from towngown.foundation.search.queries import search
from towngown.kit import doorway, segment
from towngown.kit.actors import PUBLIC, Actor

TEXT = st.text(alphabet="石桥村电商培训网格员 ab1", max_size=12)
KEYS = [PUBLIC, "p1", "p2", "o1", "o2"]
PLACES = ["", "4299", "429901", "429902"]


@dataclass
class Thing:
    title: str
    text: str
    key: str
    place: str


THINGS = st.lists(st.builds(Thing, TEXT, TEXT, st.sampled_from(KEYS), st.sampled_from(PLACES)), max_size=8)
ACTORS = st.builds(
    lambda keys, areas: Actor(kind="user", id=1, keys=frozenset(keys) | {PUBLIC}, areas=tuple(areas)),
    st.sets(st.sampled_from(KEYS)),
    st.lists(st.tuples(st.sampled_from(["o1", "o2"]), st.sampled_from(PLACES[1:])), max_size=2),
)


def naive_sees(by: Actor, thing: Thing) -> bool:
    inside = any(thing.key == key and thing.place.startswith(code) for key, code in by.areas)
    return thing.key in by.keys or inside


def naive_holds(query: str, thing: Thing) -> bool:
    """Every word of the query stands in the text: Chinese as neighbours, Latin words by their beginning, numbers whole."""
    texts = list(segment.runs(f"{thing.title} {thing.text}"))
    for word in segment.words(query):
        if not word[0].isascii():
            pairs = [word[at : at + 2] for at in range(len(word) - 1)] or [word]
            held = all(any(pair in run for run in texts) for pair in pairs)
        elif word.isalpha() and len(word) > 1:
            held = any(run.startswith(word) for run in texts)
        else:
            held = word in texts
        if not held:
            return False
    return bool(segment.words(query))


@pytest.mark.django_db
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(THINGS, TEXT.filter(str.strip), ACTORS)
def test_search_finds_exactly_what_reading_everything_finds(things, query, by):
    with doorway.opened("test"):
        Document.objects.all().delete()
        for number, thing in enumerate(things):
            told = {"title_zh": thing.title, "text": thing.text}
            Document.objects.create(
                thing_kind="agreement", thing_id=number, thing_ref=f"{number:010}", audience_key=thing.key,
                place_code=thing.place, tokens=tokens_of(told, "agreement", None, thing.key, thing.place),
            )  # fmt: skip
    expected = {at for at, thing in enumerate(things) if naive_sees(by, thing) and naive_holds(query, thing)}
    assert {document.thing_id for document in search(by, query, limit=100).documents} == expected


@pytest.mark.django_db
def test_nothing_asked_finds_nothing():
    assert search(visitor(), " 、 ").count == 0
