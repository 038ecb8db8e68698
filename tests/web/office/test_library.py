"""The log-in library's pages and Django's hints in the words of this house (`web/office/library.py`)."""

import ast
import re
from pathlib import Path

import allauth
import django
import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils.translation import gettext, ngettext, override

from towngown.config.commands.messages import found_in
from towngown.web.office import library

ALLAUTH, DJANGO = Path(allauth.__file__).parent, Path(django.__file__).parent
SAID = [ALLAUTH / "account", ALLAUTH / "mfa", ALLAUTH / "templates",
        DJANGO / "contrib" / "auth", DJANGO / "core", DJANGO / "forms"]  # fmt: skip
OFF = (
    "phone",
    "signup",
    "login_code",
    "already_exists",
    "unknown_account",
    "_confirm_code",
    "verification_code",
    "password_reset_key",
)
CLUMSY = re.compile(r"你|帐|账户|处于|双因素|两步|Email|email|token|APP|passkey|Passkey")

PLACES = re.compile(r"%\(\w+\)[sd]|<[^>]*>")


def _reads(message):
    return gettext(message.id) if isinstance(message.id, str) else ngettext(*message.id, 2)


def test_what_is_said_better_is_still_said_by_the_libraries():
    """Read in their sources: what is translated in their catalogues is not always what they say."""
    theirs = {message.id for folder in SAID for message in found_in(folder) if message.id}
    theirs = {one if isinstance(one, str) else one[0] for one in theirs}
    strings = [
        node.args for node in ast.walk(ast.parse(Path(library.__file__).read_text())) if isinstance(node, ast.Call)
    ]
    ours = [args[0].value for args in strings]
    assert [one for one in ours if one not in theirs] == []


@pytest.mark.parametrize("folder", ["mfa", "account"])
def test_no_page_of_the_library_reads_clumsily(tmp_path, folder):
    """Every message of its templates that are on here, as a reader gets it."""
    root = ALLAUTH / "templates" / folder
    for path in [*root.rglob("*.html"), *root.rglob("*.txt")]:
        if not any(part in str(path.relative_to(root)) for part in OFF) and not _replaced(f"{folder}/{path.name}"):
            copy = tmp_path / path.relative_to(root)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(path.read_text())
    with override("zh-hans"):
        said = {message.id: _reads(message) for message in found_in(tmp_path) if message.id}
    assert len(said) > 40
    assert {one: chinese for one, chinese in said.items() if CLUMSY.search(PLACES.sub("", chinese))} == {}


def _replaced(name):
    return (Path(library.__file__).parent / "templates" / name).exists()


def test_a_key_has_a_name_of_its_own_and_says_when_it_was_used(world):
    user = world.users["worker"]
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "门禁卡", "credential": {}})
    page = client.get("/accounts/2fa/webauthn/").content.decode()
    assert "门禁卡" in page
    assert "尚未使用" in page
    assert "Not used" not in page


def test_codes_and_keys_are_not_codes_of_places_and_names_of_people():
    from towngown.web.office.keys import CodeForm, EditKeyForm

    with override("zh-hans"):
        assert str(CodeForm(user=None).fields["code"].label) == "验证码"
        key = Authenticator(type=Authenticator.Type.WEBAUTHN, data={"name": "门禁卡"})
        assert str(EditKeyForm(instance=key).fields["name"].label) == "密钥名称"


def test_hints_and_refusals_of_passwords_are_in_good_chinese(client_as_worker):
    page = client_as_worker.get("/accounts/password/change/").content.decode()
    assert "密码至少 10 个字符。" in page
    assert "你的" not in page
    given = {"oldpassword": "wrong", "password1": "short", "password2": "short"}
    page = client_as_worker.post("/accounts/password/change/", given).content.decode()
    assert "密码太短，至少 10 个字符。" in page and "too short" not in page
    assert "现在的密码不正确。" in page


@pytest.fixture
def client_as_worker(world):
    client = Client()
    client.force_login(world.users["worker"], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
