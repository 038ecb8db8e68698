"""towngown messages: find marked words, keep each package's django.po, compile, check."""

import argparse
import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).resolve().parents[2]
KEYWORDS = {
    "mark": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None, "_": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2), "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
WIDTH = 10_000  # one line per message: changes merge line by line


def packages(root: Path = HERE) -> Iterator[Path]:
    """Every folder with words of its own."""
    yield root / "kit"
    yield root / "config"
    for floor in ("foundation", "domain", "web"):
        yield from sorted(path.parent for path in (root / floor).glob("*/__init__.py"))


def po_of(package: Path) -> Path:
    """Where the package's Chinese is."""
    return package / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"


def found_in(package: Path) -> Catalog:
    """Every message of the package's Python files and templates."""
    catalog = Catalog()
    for path in sorted([*package.rglob("*.py"), *package.rglob("*.html"), *package.rglob("*.txt")]):
        if "migrations" in path.parts or "static" in path.parts:
            continue
        for _line, message, comments, context in extract("python", io.BytesIO(_source(path)), KEYWORDS):
            catalog.add(message, auto_comments=comments, context=context)
    return catalog


def _source(path: Path) -> bytes:
    """A file as Python to look through; of a template only its translation tags are left."""
    text = path.read_text()
    if path.suffix != ".py":
        from django.utils.translation.template import templatize

        lines = templatize(text, origin=path.name).splitlines()
        text = "\n".join(line.lstrip() for line in lines)  # indentation of templates is not Python's
    return text.encode()


def read(path: Path) -> Catalog:
    """A translation file, or an empty catalogue."""
    if not path.exists():
        return Catalog(locale="zh_Hans")
    with path.open("rb") as file:
        return read_po(file, locale="zh_Hans")


def update(package: Path) -> bool:
    """Add new words to the package's file and drop those no longer used; returns whether it changed."""
    found, path = found_in(package), po_of(package)
    if not len(found) and not path.exists():
        return False
    known, catalog = read(path), Catalog(locale="zh_Hans", header_comment="")
    for message in sorted(found, key=_order):
        if message.id:
            before = known.get(message.id, message.context)
            catalog.add(message.id, before.string if before else "", context=message.context)
    text = "\n".join(_header() + [_written(catalog)])
    if path.exists() and path.read_text() == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return True


def _order(message: Message) -> str:
    return message.id if isinstance(message.id, str) else "".join(message.id)


def _header() -> list[str]:
    """No dates and no authors: they would differ in every merge."""
    fields = ["Language: zh_Hans", "Content-Type: text/plain; charset=UTF-8", "Plural-Forms: nplurals=1; plural=0;"]
    return ['msgid ""', 'msgstr ""', *(f'"{field}\\n"' for field in fields), ""]


def _written(catalog: Catalog) -> str:
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=WIDTH, no_location=True, omit_header=True)
    return buffer.getvalue().decode()


def compile_all(root: Path = HERE) -> int:
    """Make .mo of every .po that is newer; returns how many."""
    newer = stale(root)
    for po in newer:
        with po.with_suffix(".mo").open("wb") as file:
            write_mo(file, read(po))
    return len(newer)


def stale(root: Path = HERE) -> list[Path]:
    """The .po files that are newer than their .mo."""
    return [po for package in packages(root) if (po := po_of(package)).exists() and _newer(po, po.with_suffix(".mo"))]


def _newer(po: Path, mo: Path) -> bool:
    return not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime


def gaps(package: Path) -> list[str]:
    """What is wrong with the package's Chinese: missing, empty, doubtful, or with other {places} than the English."""
    known = read(po_of(package))
    lines = []
    for message in found_in(package):
        if message.id:
            translated = known.get(message.id, message.context)
            lines += [f"{package.parent.name}/{package.name}: {why}: {_order(message)!r}" for why in _why(translated)]
    return lines


def clashes(root: Path = HERE) -> list[str]:
    """English ids that packages put into different Chinese: the reader would get whichever is loaded first."""
    heard: dict[tuple[str | None, str], dict[str, str]] = {}
    for package in packages(root):
        for message in read(po_of(package)):
            if message.id and all(message.string):
                words = message.string if isinstance(message.string, str) else "|".join(message.string)
                heard.setdefault((message.context, _order(message)), {}).setdefault(
                    words, f"{package.parent.name}/{package.name}"
                )
    return [f"{english!r}: {said}" for (_context, english), said in heard.items() if len(said) > 1]


def _why(message: Message | None) -> list[str]:
    if message is None:
        return ["missing"]
    strings = [message.string] if isinstance(message.string, str) else list(message.string)
    if not all(strings):
        return ["empty"]
    wrong = ["doubtful (fuzzy)"] if message.fuzzy else []
    english = message.id if isinstance(message.id, str) else message.id[-1]
    return wrong + ["places differ"] * (_places(english) != _places(strings[0]))


def _places(text: str) -> set[str]:
    return set(re.findall(r"\{\w+\}|%\(\w+\)[sd]", text))


def main(arguments: list[str]) -> int:
    """Update all files; or only compile, or only check (1 when something is wrong)."""
    parser = argparse.ArgumentParser(prog="towngown messages", description=__doc__)
    parser.add_argument("--compile", action="store_true", help="make .mo files, nothing else")
    parser.add_argument("--check", action="store_true", help="say what is missing, change nothing")
    parser.add_argument("--root", type=Path, default=HERE, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.compile:
        compile_all(options.root)
        return 0
    if options.check:
        wrong = [line for package in packages(options.root) for line in gaps(package)] + clashes(options.root)
        print("\n".join([*wrong, f"{len(wrong)} messages to mend"] if wrong else ["Every message is in Chinese."]))
        return 1 if wrong else 0
    for package in packages(options.root):
        if update(package):
            print(f"{po_of(package).relative_to(options.root)} written")
    compile_all(options.root)
    return 0
