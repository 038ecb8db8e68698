"""Addresses that are filled in are those that Django would have made."""

from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import translation

from towngown.web.shared import addresses


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize(
    ("name", "part"), [("activity", "0a1b2c3d4e"), ("partnership", "yunxi-jiangcheng"), ("place", "429901"), ("need", "茶 {0}")]
)  # fmt: skip
def test_an_address_is_the_reverse_of_its_name(language, name, part):
    with translation.override(language):
        assert addresses.address_of(name, part) == reverse(name, args=[part])
        thing = SimpleNamespace(kind=name, ref=part, slug=part, code=part)
        assert addresses.href(thing) == reverse(name, args=[part])
