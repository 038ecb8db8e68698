import pytest

from towngown.kit.problems import Problem, Problems, catalogue, declare


def test_a_problem_says_its_sentence_and_its_field() -> None:
    problem = Problem("too_small", limit=3)
    assert str(problem) == "At least 3, please."
    assert (problem.about("seats").field, str(problem.about("seats"))) == ("seats", str(problem))
    assert str(Problems([problem, Problem("required")])) == "At least 3, please.; Please fill this in."


def test_the_catalogue_knows_each_code_once() -> None:
    declare({"required": catalogue()["required"]})
    with pytest.raises(ValueError, match="declared twice"):
        declare({"required": "Something else."})
    with pytest.raises(KeyError, match="not in the catalogue"):
        Problem("no_such_code")
