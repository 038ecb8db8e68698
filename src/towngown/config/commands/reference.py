"""towngown reference: docs/reference in both languages, out of the registries; --check says whether it is up to date."""

import argparse
import inspect
import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from towngown.kit.text import mark

FOLDER = Path(__file__).resolve().parents[4] / "docs" / "reference"
LANGUAGES = {"zh": "zh-hans", "en": "en"}
FILES = mark(
    "A partnership is one workbook with these sheets, or a folder of YAML files with these lists, in any order and in"
    " any number of files; `examples/` has several. `partnership` is written once; every other row has a `key`, by"
    " which others name it and by which it is found again: the same file twice changes nothing. A pair such as"
    " `title_zh` and `title_en` may be written as `title: {zh: …, en: …}`. * must be filled in."
)


def main(arguments: list[str]) -> int:
    """0 when written; with --check 1 when a page is not what it would be."""
    parser = argparse.ArgumentParser(prog="towngown reference", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing")
    options = parser.parse_args(arguments)
    import django

    from towngown.config.commands.messages import compile_all

    compile_all()
    django.setup()
    old = [name for name in LANGUAGES if _differs(FOLDER / f"{name}.md", page(name))]
    if options.check:
        print("docs/reference is not up to date: make reference" if old else "docs/reference is up to date.")
        return 1 if old else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in old:
        (FOLDER / f"{name}.md").write_text(page(name))
    return 0


def _differs(path: Path, text: str) -> bool:
    return not path.exists() or path.read_text() != text


def page(language: str) -> str:
    """The whole reference in one language."""
    from django.utils import translation

    with translation.override(LANGUAGES[language]):
        zh = language == "zh"
        parts = [
            ("选项" if zh else "Options", options()),
            ("角色" if zh else "Roles", roles()),
            ("状态与动作" if zh else "States and moves", states()),
            ("动作" if zh else "Verbs", verbs()),
            ("网址" if zh else "Addresses", addresses()),
            ("导入文件" if zh else "Files of a partnership", files(language)),
            ("数据表" if zh else "Tables", tables()),
        ]
        head = "# 参考手册" if zh else "# Reference"
        said = (
            "由 `make reference` 从代码生成，请勿手改。"
            if zh
            else "Made from the code by `make reference`; never edit it."
        )
        lines = [head, "", said]
        for title, found in parts:
            lines += ["", f"## {title}", "", *found]
    return "\n".join(lines) + "\n"


def _row(*cells: object) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _table(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> list[str]:
    return [_row(*head), _row(*["---"] * len(head)), *(_row(*row) for row in rows)]


def options() -> list[str]:
    """Every option with its type, its default and its sentence."""
    from django.utils.translation import gettext as _

    from towngown.config.options import TABLE

    rows = (
        (f"`TOWNGOWN_{one.name}`", one.type.__name__, f"`{one.default}`", _(one.sentence)) for one in TABLE.values()
    )
    return _table((_("Option"), _("Type"), _("Default"), _("Meaning")), rows)


def roles() -> list[str]:
    """Every role by its words."""
    from django.utils.translation import gettext as _

    from towngown.foundation.people.words import ROLES

    return _table((_("Role"), _("Meaning")), ((f"`{name}`", _(label)) for name, label in ROLES.items()))


def states() -> list[str]:
    """Every table of moves, state × verb → state."""
    from django.utils.translation import gettext as _

    from towngown.foundation.journal.action import VERBS

    lines: list[str] = []
    for module, name, moves in _moves():
        labels = _labels(module)
        rows = (
            (_(labels.get(at, at)), f"`{verb}` {_(VERBS[verb].label) if verb in VERBS else ''}", _(labels.get(to, to)))
            for (at, verb), to in moves.items()
        )
        lines += [
            f"### {module.__name__.split('.')[-2]} {name}",
            "",
            *_table((_("State"), _("Verb"), _("State after")), rows),
            "",
        ]
    return lines[:-1]


def _labels(module: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, table in vars(module).items():
        if name.endswith("STATES") and isinstance(table, dict):
            found |= table
    return found


def _moves() -> Iterator[tuple[Any, str, Any]]:
    from django.conf import settings

    for chapter in settings.CHAPTERS:
        if find_spec(f"{chapter}.words"):
            module = import_module(f"{chapter}.words")
            yield from ((module, name, table) for name, table in vars(module).items() if name.endswith("MOVES"))


def verbs() -> list[str]:
    """Every verb: what it is called, on what, what it asks for, and what it says of itself."""
    from django.utils.translation import gettext as _

    from towngown.foundation.journal.action import VERBS

    rows = (
        (
            f"`{verb.name}`", _(verb.label), verb.on_kind if verb.on else "",
            " · ".join(_(asked.field.label) + "*" * asked.required for asked in verb.asked.values()),
            verb.doc.split("\n\n")[0],
        )
        for verb in sorted(VERBS.values(), key=lambda verb: verb.name)
    )  # fmt: skip
    return _table((_("Verb"), _("Label"), _("About"), _("Asks for"), _("Meaning")), rows)


def addresses() -> list[str]:
    """Every address of ours by its name."""
    from django.urls import URLPattern, get_resolver
    from django.utils.translation import gettext as _

    def walk(resolver: Any, before: str) -> Iterator[tuple[str, str]]:
        for one in resolver.url_patterns:
            if not isinstance(one, URLPattern):
                yield from walk(one, before + str(one.pattern))
            elif one.name and "allauth" not in one.callback.__module__:
                yield f"`/{before}{one.pattern}`".replace("zh-hans/", ""), f"`{one.name}`"

    return _table((_("Web address"), _("Name in the code")), sorted(set(walk(get_resolver(), ""))))


def files(language: str) -> list[str]:
    """Every list of a partnership's files: its name in YAML and in workbooks, and what its columns hold."""
    from django.utils.translation import gettext as _

    from towngown.domain.transfer.queries import described, sheets

    lines = [_(FILES)]
    for sheet in sheets():
        shown = zip(sheet.columns, described(sheet, language), strict=True)
        rows = (
            (f"`{column.name}`", page.label + "*" * page.required, _words_of(column.field) or page.hint)
            for column, page in shown
        )
        head = (_("In YAML"), _("In workbooks"), _("What to write"))
        lines += ["", f"### `{sheet.id}` {sheet.title(language)}", "", *_table(head, rows)]
    return lines


def _words_of(field: Any) -> str:
    """The words of a choice: as YAML has them, and as workbooks have them."""
    from django.utils.translation import gettext as _

    return " · ".join(f"`{word}` {_(label)}" for word, label in getattr(field, "choices", {}).items())


def tables() -> list[str]:
    """Every table: what a row is, its columns, and what goes when a person is erased."""
    from django.apps import apps
    from django.utils.translation import gettext as _

    rows = (
        (
            f"`{model._meta.db_table}`",
            re.split(r"\n\n", inspect.getdoc(model) or "")[0],
            " ".join(sorted(field.name for field in model._meta.concrete_fields)),
            " ".join(sorted(name for name, policy in getattr(model, "PRIVACY", {}).items() if policy == "erased")),
        )
        for model in sorted(apps.get_models(), key=lambda model: model._meta.db_table)
        if model.__module__.startswith("towngown.")
    )
    return _table((_("Database table"), _("Meaning"), _("Columns"), _("Erased with a person")), rows)
