"""The signed paper hangs on the agreement; new terms are proposed by those who may sign."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from towngown.domain.agreements import actions
from towngown.domain.agreements.models import AgreementFile
from towngown.foundation.journal.action import VERBS
from towngown.kit.problems import Problem


def refusal(verb, **given):
    """The code with which the verb refuses."""
    with pytest.raises(Problem) as refused:
        verb(**given)
    return refused.value.code


def paper(name="协议.txt", content=None):
    return SimpleUploadedFile(name, content or "双方约定".encode())


def test_the_paper_is_attached_under_its_name(world, signed):
    actions.attach(by=world.office, agreement=signed, upload=paper())
    actions.attach(by=world.campus, agreement=signed, upload=paper(), title="附件一")
    assert list(AgreementFile.objects.order_by("pk").values_list("title", flat=True)) == ["协议.txt", "附件一"]


def test_attaching_is_refused_to_those_who_do_not_sign_and_to_programs(world, signed):
    assert refusal(actions.attach, by=world.worker, agreement=signed, upload=paper()) == "not_allowed"
    program = paper("paper.txt", b"MZ\x90\x00" + bytes(200))
    assert refusal(actions.attach, by=world.office, agreement=signed, upload=program).startswith("files.")
    assert AgreementFile.objects.count() == 0


def test_new_terms_are_refused_to_those_who_do_not_sign(world, signed, promise):
    given = {"promise": promise, "from_day": date(2027, 1, 1), "minimum": 2}
    propose = VERBS["amendment.propose"].run
    assert refusal(VERBS["amendment.propose"].run, by=world.worker, **given) == "not_allowed"
    assert propose(by=world.office, **given).state == "proposed"
