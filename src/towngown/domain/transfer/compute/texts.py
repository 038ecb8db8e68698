"""A partnership as YAML: read with the line of every value, written the same way every time."""

from collections.abc import Iterable, Mapping
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from towngown.domain.transfer.compute.cells import Cell, Read, Row, Where, tidy
from towngown.domain.transfer.words import LARGEST_FILE, SINGLE

LANGUAGES = ("zh", "en")


def read_text(content: bytes, file: str) -> Read:
    """The rows of one YAML file; a section of mappings is a sheet."""
    read, whole = Read(), Where(file)
    if len(content) > LARGEST_FILE:
        read.blame("transfer.too_large", whole, limit=f"{LARGEST_FILE // 1_000_000} MB")
        return read
    try:
        root = YAML().compose(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        read.blame("transfer.not_text", whole)
    except MarkedYAMLError as error:
        read.blame("transfer.yaml", whole.at(row=error.problem_mark.line + 1 if error.problem_mark else 0))
    except (YAMLError, RecursionError, ValueError):
        read.blame("transfer.yaml", whole)
    else:
        _sections(read, root, whole)
    return read


def _sections(read: Read, root: Node | None, whole: Where) -> None:
    if not isinstance(root, MappingNode):
        read.blame("transfer.empty", whole)
        return
    for name, node in root.value:
        where = whole.at(sheet=str(name.value), row=name.start_mark.line + 1)
        for row in node.value if isinstance(node, SequenceNode) else [node]:
            if isinstance(row, MappingNode):
                read.rows.append(_row(read, row, where))
            elif not _is_null(row):
                read.blame("transfer.not_plain", where.at(row=row.start_mark.line + 1))


def _row(read: Read, node: MappingNode, sheet: Where) -> Row:
    where = sheet.at(row=node.start_mark.line + 1)
    cells: dict[str, Cell] = {}
    for name, value in node.value:
        for column, cell in _cells(read, str(name.value), value, where.at(row=name.start_mark.line + 1)):
            if column in cells:
                read.blame("transfer.twice", cell.where, value=column)
            cells[column] = cell
    return Row(sheet.sheet, where, cells)


def _cells(read: Read, name: str, node: Node, where: Where) -> Iterable[tuple[str, Cell]]:
    """One cell, or one for each language of {zh: …, en: …}."""
    where = where.at(column=name)
    if isinstance(node, MappingNode) and all(str(key.value) in LANGUAGES for key, _ in node.value):
        for key, value in node.value:
            column = f"{name}_{key.value}"
            yield column, Cell(_scalar(read, value, where), where.at(row=value.start_mark.line + 1, column=column))
    elif isinstance(node, SequenceNode):
        yield name, Cell([_scalar(read, one, where) or "" for one in node.value], where)
    else:
        yield name, Cell(_scalar(read, node, where), where)


def _scalar(read: Read, node: Node, where: Where) -> str | None:
    if not isinstance(node, ScalarNode):
        read.blame("transfer.not_plain", where.at(row=node.start_mark.line + 1))
        return None
    return None if _is_null(node) else tidy(str(node.value))


def _is_null(node: Node) -> bool:
    return isinstance(node, ScalarNode) and str(node.tag).endswith(":null")


def write_text(sections: Mapping[str, list[dict[str, Any]]]) -> str:
    """The sections as YAML: titles as {zh, en}, a blank line between sections; equal rows give equal bytes."""
    yaml = YAML()
    yaml.width, yaml.allow_unicode, yaml.default_flow_style = 4096, True, False
    yaml.indent(mapping=2, sequence=4, offset=2)
    texts = []
    for name, rows in sections.items():
        paired = [_paired(row) for row in rows]
        out = StringIO()
        yaml.dump({name: paired[0] if name in SINGLE and len(paired) == 1 else paired}, out)
        texts.append(out.getvalue())
    return "\n".join(texts)


def _paired(row: Mapping[str, Any]) -> dict[str, Any]:
    """title_zh and title_en as title: {zh, en}."""
    paired: dict[str, Any] = {}
    for name, value in row.items():
        stem, _, language = name.rpartition("_")
        if stem and language in LANGUAGES:
            paired.setdefault(stem, {})[language] = value
        else:
            paired[name] = value
    return paired
