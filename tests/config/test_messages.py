"""towngown messages: what it finds, keeps, compiles and complains about."""

import gettext

import pytest

from towngown.config.commands import messages
from towngown.config.commands.messages import clashes, compile_all, found_in, gaps, main, po_of, update


@pytest.fixture
def package(tmp_path):
    """domain/tea with two marked words in Python and one in a template."""
    folder = tmp_path / "domain" / "tea"
    (folder / "templates").mkdir(parents=True)
    (folder / "__init__.py").touch()
    (folder / "words.py").write_text(
        'A = mark("Pour")\nB = ngettext("%(n)s cup", "%(n)s cups", 2)\nC = f("not marked")\n'
    )
    (folder / "templates" / "tea.html").write_text('<c-x title="{% translate "Green {kind}" %}"></c-x>')
    return folder


def write_po(package, *pairs):
    po_of(package).parent.mkdir(parents=True, exist_ok=True)
    po_of(package).write_text("\n\n".join(["\n".join(messages._header()), *pairs]))


COMPLETE = (
    'msgid "Pour"\nmsgstr "倒"',
    'msgid "%(n)s cup"\nmsgid_plural "%(n)s cups"\nmsgstr[0] "%(n)s 杯"',
    'msgid "Green {kind}"\nmsgstr "绿{kind}"',
)


def test_finds_python_plurals_and_templates(package):
    ids = {message.id for message in found_in(package) if message.id}
    assert ids == {"Pour", ("%(n)s cup", "%(n)s cups"), "Green {kind}"}


def test_complete_is_complete(package):
    write_po(package, *COMPLETE)
    assert gaps(package) == []


@pytest.mark.parametrize(
    ("pairs", "complaint"),
    [
        (COMPLETE[:2], "missing: 'Green {kind}'"),
        ((*COMPLETE[:2], 'msgid "Green {kind}"\nmsgstr ""'), "empty: 'Green {kind}'"),
        ((*COMPLETE[:2], '#, fuzzy\nmsgid "Green {kind}"\nmsgstr "绿{kind}"'), "doubtful (fuzzy): 'Green {kind}'"),
        ((*COMPLETE[:2], 'msgid "Green {kind}"\nmsgstr "绿茶"'), "places differ: 'Green {kind}'"),
    ],
)
def test_each_gap_is_named(package, pairs, complaint):
    write_po(package, *pairs)
    assert gaps(package) == [f"domain/tea: {complaint}"]


def test_update_keeps_what_is_translated_drops_the_unused_and_is_stable(package, tmp_path):
    write_po(package, COMPLETE[0], 'msgid "Spill"\nmsgstr "洒"')
    assert update(package)
    text = po_of(package).read_text()
    assert 'msgid "Pour"\nmsgstr "倒"' in text
    assert "Spill" not in text
    assert len(gaps(package)) == 2
    assert not update(package)


def test_compile_makes_what_gettext_reads(package, tmp_path):
    write_po(package, *COMPLETE)
    assert compile_all(tmp_path) == 1
    assert compile_all(tmp_path) == 0
    with po_of(package).with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Pour") == "倒"


def test_check_fails_on_a_gap_and_changes_nothing(package, tmp_path, capsys):
    assert main(["--check", "--root", str(tmp_path)]) == 1
    assert "3 messages to mend" in capsys.readouterr().out
    assert not po_of(package).exists()
    write_po(package, *COMPLETE)
    assert main(["--check", "--root", str(tmp_path)]) == 0


def test_one_english_id_has_one_chinese(package):
    write_po(package, *COMPLETE)
    other = package.parent / "coffee"
    other.mkdir(parents=True, exist_ok=True)
    (other / "__init__.py").write_text("")
    write_po(other, 'msgid "Pour"\nmsgstr "冲"')
    assert clashes(package.parent.parent) == ["'Pour': {'冲': 'domain/coffee', '倒': 'domain/tea'}"]
    write_po(other, COMPLETE[0])
    assert clashes(package.parent.parent) == []
