"""The address of the mail server: with TLS from the first byte on port 465, asked for elsewhere, and never waited for without end."""

import os
import subprocess
import sys

import pytest

SAYS = (
    "from towngown.config import settings as s;"
    "print(s.EMAIL_HOST, s.EMAIL_PORT, s.EMAIL_USE_SSL, s.EMAIL_USE_TLS, s.EMAIL_TIMEOUT)"
)


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("smtp://mail.example.org", "mail.example.org 25 False False 20"),
        ("smtps://u:p@mail.example.org", "mail.example.org 465 True False 20"),
        ("smtps://u:p@mail.example.org:465", "mail.example.org 465 True False 20"),
        ("smtps://u:p@mail.example.org:587", "mail.example.org 587 False True 20"),
    ],
)
def test_how_the_mail_server_is_spoken_to(address, says):
    env = os.environ | {"TOWNGOWN_MAIL_URL": address}
    done = subprocess.run([sys.executable, "-c", SAYS], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == says
