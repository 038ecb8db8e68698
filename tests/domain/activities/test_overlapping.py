"""Two people at once at the same activity: what one says is not undone by what the other changes."""

from datetime import date
from functools import partial

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.domain.activities.conftest import VILLAGE
from tests.fixtures import TODAY
from tests.foundation.files.samples import picture
from tests.races import needs_two_writers, overlapping
from towngown.domain.activities import actions
from towngown.domain.activities.models import Activity
from towngown.domain.evidence import actions as evidence
from towngown.domain.evidence.models import Claim
from towngown.domain.evidence.queries import recount


@needs_two_writers
def test_a_changed_plan_does_not_bring_back_the_sum_of_before(world, planned, settings, tmp_path):
    """Minutes are hung on it while somebody changes the plan."""
    settings.FILES_ROOT = tmp_path
    sheet = SimpleUploadedFile("a.jpg", picture("JPEG"), "image/jpeg")
    overlapping(
        TODAY,
        partial(evidence.add_item, by=world.worker, claim=planned.claim, item_kind="minutes", upload=sheet),
        partial(actions.change, by=world.office, activity=planned, first_day=date(2026, 11, 21)),
    )
    assert recount() == []
    assert Claim.objects.get().support


@needs_two_writers
def test_what_is_withdrawn_stays_so_while_a_file_is_brought_in(world, lecture):
    given = {"by": world.keeper, "partnership": world.partnership, "key": "a", "activity_kind": lecture}
    activity = actions.record(**given, when="2026-05-01", place_code=VILLAGE)
    overlapping(
        TODAY,
        partial(actions.withdraw, by=world.office, activity=activity, reason="记错了"),
        partial(actions.record, **given, when="2026-05-01", place_code=VILLAGE, where="村部"),
    )
    found = Activity.objects.get()
    assert (found.state, found.cancel_reason, found.where) == ("withdrawn", "记错了", "村部")
