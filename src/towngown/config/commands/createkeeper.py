"""towngown createkeeper: make the log-in of a keeper, who registers organisations and invites people."""

import argparse
import getpass
import os


def main(arguments: list[str]) -> int:
    """0 when the keeper was made; the password comes from TOWNGOWN_KEEPER_PASSWORD or is asked for."""
    parser = argparse.ArgumentParser(prog="towngown createkeeper", description=__doc__)
    parser.add_argument("username")
    parser.add_argument("--name", default="", help="how the keeper is called on pages")
    options = parser.parse_args(arguments)
    import django

    django.setup()
    from django.contrib.auth import get_user_model
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    password = os.environ.get("TOWNGOWN_KEEPER_PASSWORD") or getpass.getpass("Password: ")
    users = get_user_model()
    keeper = users(username=options.username, name=options.name, is_staff=True)
    try:
        keeper.full_clean(exclude=["password"])
        validate_password(password, keeper)
    except ValidationError as wrong:
        print("\n".join(wrong.messages))
        return 1
    keeper.set_password(password)
    keeper.save()
    print(f"{options.username} keeps this instance.")
    return 0
