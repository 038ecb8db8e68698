"""Outside names of things: ten random characters that say nothing about number or order. 对外编号。"""

import re
import secrets

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 10
_REF = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")


def new_ref() -> str:
    """A new random ref: ten characters of lowercase Crockford base-32 (no i, l, o, u), 50 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def is_ref(text: str) -> bool:
    """Whether the text has the form of a ref; says nothing about its existence."""
    return _REF.fullmatch(text) is not None
