"""Reading what a person says of themselves. 读取本人填写的内容。"""

import re

from towngown.foundation.people.words import LONGEST_SKILL, MOST_SKILLS
from towngown.kit.problems import Problem

_BETWEEN = re.compile(r"[,，、;；\n]+")
_USERNAME = re.compile(r"[\w.\-]{2,60}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def skills_of(text: str, field: str = "skills") -> list[str]:
    """The skills named in a line, each once: “社会工作、统计” → ["社会工作", "统计"]. Raises when too many or too long."""
    named = list(dict.fromkeys(word for part in _BETWEEN.split(text) if (word := " ".join(part.split()))))
    if len(named) > MOST_SKILLS:
        raise Problem("people.too_many_skills", field, limit=MOST_SKILLS)
    for word in named:
        if len(word) > LONGEST_SKILL:
            raise Problem("people.long_skill", field, value=word)
    return named


def good_username(text: str) -> str:
    """The user name as given; Problem("people.bad_username") unless it is letters, digits and . _ - only."""
    if not _USERNAME.fullmatch(text):
        raise Problem("people.bad_username", "username")
    return text


def good_email(text: str) -> str:
    """The address as given, or ""; Problem("people.email") unless it looks like one."""
    if text and not _EMAIL.fullmatch(text):
        raise Problem("people.email", "email", value=text)
    return text
