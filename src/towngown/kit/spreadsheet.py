"""What a spreadsheet program might run instead of showing it. 会被电子表格当作公式的文字。"""

import unicodedata

ACTIVE = frozenset("=+-@")
BLANKS = " \t\r\n\v\f\0\xa0\u200b\ufeff\u3000"


def could_run(text: str) -> bool:
    """Whether text begins like a formula: = + - @, also full-width or after blanks, or with a tab or a line end."""
    first = unicodedata.normalize("NFKC", text.lstrip(BLANKS))[:1]
    return first in ACTIVE or text[:1] in {"\t", "\r", "\n", "\0"}
