"""Everything that is done to and by persons: coming in, holding roles, saying what one can, leaving."""

from towngown.foundation.people.actions.logins import (
    Invited,
    accept,
    add_key,
    ask_reset,
    change_password,
    disable,
    enable,
    fail_login,
    hash_of,
    invite,
    register_demo,
    remove_key,
)
from towngown.foundation.people.actions.persons import (
    Contact,
    consent,
    describe,
    erase,
    export,
    export_list,
    record,
    register,
    say_skills,
    show_contact,
)
from towngown.foundation.people.actions.roles import grant, record_membership, revoke

__all__ = [
    "Contact", "Invited", "accept", "add_key", "ask_reset", "change_password", "consent", "describe", "disable", "enable", "erase",
    "export", "export_list", "fail_login", "grant", "hash_of", "invite", "record", "record_membership", "register", "register_demo",
    "remove_key", "revoke", "say_skills", "show_contact",
]  # fmt: skip
