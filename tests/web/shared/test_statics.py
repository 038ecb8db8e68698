"""What is collected: style sheets lose their spaces and comments, and nothing else."""

import pytest
from django.core.files.base import ContentFile

from towngown.web.shared.statics import SmallStatics

WRITTEN = b"/* said */\n.a :is(.b, .c) { color : red; width: calc(1px + 2em); }\n"


@pytest.fixture
def storage(tmp_path):
    return SmallStatics(location=tmp_path, base_url="/static/")


def test_style_sheets_are_sent_small(storage, tmp_path):
    content = ContentFile(WRITTEN)
    content.read()  # who hashed it has read to its end
    storage.save("x.css", content)
    assert (tmp_path / "x.css").read_bytes() == b".a :is(.b,.c){color:red;width:calc(1px + 2em)}"


def test_all_else_is_as_it_was(storage, tmp_path):
    storage.save("x.js", ContentFile(WRITTEN))
    assert (tmp_path / "x.js").read_bytes() == WRITTEN
