"""Pages: each room keeps to its own addresses, nothing inline, little style, every address known to the access matrix."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture.source import SRC, plant, python_files

# What every page may lead to: the bar, the foot, and the one form of verbs. Everything else goes through href.
COMMON = {"home", "desk", "search", "complaint", "do", "do_on", "set_language"}
INLINE = re.compile(r"<style[\s>]|\sstyle=|<script(?![^>]*\ssrc=)[^>]*>|\son[a-z]+=|javascript:", re.IGNORECASE)
OWN_ADDRESS = re.compile(r"""(?:href|action|src)=["']/(?!/)|(?:href|src)=["']https?://""")
URL_TAG = re.compile(r"""\{%\s*url\s+["']([^"']+)["']""")
REVERSE = re.compile(r"""\b(?:reverse|reverse_lazy|redirect|resolve_url)\(\s*["']([^"'/]+)["']""")
LARGEST_STYLE = 36_000


def addresses() -> dict[str, str]:
    """Name of every address → the room or library that brings it."""
    return {name: module.removeprefix("towngown.web.").split(".")[0] for name, module in _walk(get_resolver())}


def _walk(resolver: URLResolver) -> list[tuple[str, str]]:
    found = []
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            if pattern.name:
                view = getattr(pattern.callback, "view_class", pattern.callback)
                found.append((pattern.name, view.__module__))
        else:
            found += _walk(pattern)
    return found


def owners(root: Path) -> dict[str, str]:
    """Name of every address that a room's urls.py gives → the room."""
    return {
        name: path.parent.name
        for path in root.glob("web/*/urls.py")
        for name in re.findall(r"""name=["']([^"']+)["']""", path.read_text())
    }


def foreign_addresses(root: Path) -> list[str]:
    """Templates and Python files that name an address of another room."""
    owner = owners(root)
    found = []
    for path in [*root.glob("web/**/*.html"), *python_files(root / "web")]:
        room = path.relative_to(root).parts[1]
        named = (URL_TAG if path.suffix == ".html" else REVERSE).findall(path.read_text())
        found += [
            f"{path.relative_to(root)} names {name} of {owner[name]}"
            for name in named
            if owner.get(name, room) not in (room, "shared") and name not in COMMON
        ]
    return found


def written_addresses(root: Path) -> list[str]:
    """Addresses written out in templates."""
    return [str(path.relative_to(root)) for path in root.glob("web/**/*.html") if OWN_ADDRESS.search(path.read_text())]


def inline(root: Path) -> list[str]:
    """Style or script inside a page: the content security policy would stop it."""
    return [
        f"{path.relative_to(root)}: {hit.group()}"
        for path in [*root.rglob("*.html")]
        for hit in INLINE.finditer(
            re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", path.read_text(), flags=re.S)
        )
    ]


def too_much_style(root: Path) -> list[str]:
    """More than 36 kB of style sheets in all."""
    size = sum(path.stat().st_size for path in root.rglob("*.css"))
    return [f"{size} bytes of style"] if size > LARGEST_STYLE else []


def unsafe(root: Path) -> list[str]:
    """Text declared safe markup without saying why, and forms that skip the guard against forged requests."""
    pattern = re.compile(r"mark_safe\((?!.*# noqa: S308 - .{8})|csrf_exempt|\|safe\b|autoescape off")
    files = [*python_files(root), *root.rglob("*.html")]
    return [str(path.relative_to(root)) for path in files if pattern.search(path.read_text())]


GUARDS = [foreign_addresses, written_addresses, inline, too_much_style, unsafe]
DESK_URLS = {"web/desk/urls.py": 'path("", x, name="desk_x")'}
BREACHES = [
    (foreign_addresses, DESK_URLS | {"web/office/templates/o.html": "{% url 'desk_x' %}"}),
    (foreign_addresses, DESK_URLS | {"web/office/views.py": "reverse('desk_x', args=[1])"}),
    (written_addresses, {"web/office/templates/o.html": '<a href="/desk/">'}),
    (written_addresses, {"web/office/templates/o.html": '<img src="https://example.org/x.png">'}),
    (inline, {"web/office/templates/o.html": "<style>p {}</style>"}),
    (inline, {"web/office/templates/o.html": '<p style="x">'}),
    (inline, {"web/office/templates/o.html": "<script>x()</script>"}),
    (inline, {"web/office/templates/o.html": '<a onclick="x()">'}),
    (too_much_style, {"web/shared/static/x.css": "x" * 36_001}),
    (unsafe, {"web/office/templates/o.html": "{{ words|safe }}"}),
    (unsafe, {"web/office/views.py": "mark_safe(words)  # noqa: S308"}),
    (unsafe, {"web/office/views.py": "@csrf_exempt"}),
]


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.__name__)
def test_the_pages_keep_the_rule(guard):
    assert guard(SRC) == []


@pytest.mark.parametrize(("guard", "files"), BREACHES)
def test_a_planted_breach_is_seen(guard, files, tmp_path):
    assert len(guard(plant(tmp_path, files))) == 1


def test_no_two_rooms_give_an_address_the_same_name():
    names = [name for name, module in _walk(get_resolver()) if module.startswith("towngown.")]
    assert sorted(names) == sorted(set(names))


def test_every_room_is_installed_and_has_addresses():
    assert {path.parent.name for path in SRC.glob("web/*/urls.py")} == {room.split(".")[-1] for room in settings.ROOMS}
