"""What is read out of lines that people write."""

import pytest

from towngown.domain.activities.compute import lines_of


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("1. 回顾承诺", "回顾承诺"),
        ("2、连翘病害防治", "连翘病害防治"),
        ("（3）其他", "其他"),
        ("- 4) 其他", "其他"),
        ("2026年重点任务", "2026年重点任务"),
        ("3.12植树", "3.12植树"),
        ("28人名单", "28人名单"),
    ],
)
def test_only_numbering_is_taken_off(line, kept):
    assert lines_of(f"\n{line}\n", "lines") == [kept]
