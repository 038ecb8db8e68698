"""Accounts, items and links on a claim, and the sum it carries."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.asvs import asvs
from tests.fixtures import TODAY
from tests.foundation.files.samples import picture
from towngown.domain.evidence import actions
from towngown.domain.evidence.models import Account, Claim, Item
from towngown.domain.evidence.queries import accounts, hashed, items, link_by_token, recount
from towngown.domain.evidence.words import CAMPUS_NAMED, DISPUTED, DOCUMENT, OTHER_LINK, OTHER_NAMED, PUBLISHED
from towngown.foundation.accounts.queries import link as link_actor
from towngown.foundation.files import queries as files
from towngown.kit import clock, doorway
from towngown.kit.problems import Problem, Problems

VILLAGE = "429901100201"


@pytest.fixture
def claim(world):
    return actions.open_claim(by=world.office, partnership=world.partnership, claim_kind="gift", place_code=VILLAGE)


def sheet():
    return SimpleUploadedFile("签到表.jpg", picture(), "image/jpeg")


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.FILES_ROOT = tmp_path


def refusal(call, **given):
    with pytest.raises(Problem) as refused:
        call(**given)
    return refused.value.code


def sum_of(claim):
    fresh = Claim.objects.get(pk=claim.pk)
    return fresh.support, fresh.lower


def test_a_stranger_opens_no_claim(world):
    assert (
        refusal(actions.open_claim, by=world.stranger, partnership=world.partnership, claim_kind="x") == "not_allowed"
    )


def test_a_claim_follows_its_owner(world, claim):
    actions.place_claim(by=world.office, claim=claim, audience="public", place_code="")
    assert Claim.objects.visible_to(world.visitor).get() == claim
    assert refusal(actions.place_claim, by=world.stranger, claim=claim, audience="public") == "not_allowed"


def test_both_sides_say_so_and_the_lower_decides(world, claim):
    actions.give(by=world.worker, claim=claim, heads="176", words="来了")
    actions.give(by=world.campus, claim=claim, heads="183")
    assert sum_of(claim) == (CAMPUS_NAMED | OTHER_NAMED, 176)
    assert [(one.side, one.low) for one in accounts(world.office, claim)] == [("campus", 183), ("locality", 176)]


def test_a_side_speaks_once(world, claim):
    actions.give(by=world.worker, claim=claim)
    assert refusal(actions.give, by=world.office, claim=claim) == "evidence.already_said"
    assert refusal(actions.give, by=world.sibling, claim=claim) == "not_allowed"
    assert refusal(actions.give, by=world.visitor, claim=claim) == "not_allowed"


def test_nobody_speaks_for_two_sides(world, claim):
    account = actions.give(by=world.office, claim=claim)
    changed_sides = replace(world.office, seats=world.campus.seats)
    assert refusal(actions.give, by=changed_sides, claim=claim) == "evidence.same_person"
    assert sum_of(claim) == (OTHER_NAMED, None)
    actions.withdraw_account(by=world.office, account=account)
    actions.give(by=changed_sides, claim=claim)
    assert sum_of(claim) == (CAMPUS_NAMED, None)


def test_an_account_is_taken_back_by_its_side_only(world, claim):
    account = actions.give(by=world.worker, claim=claim, heads="20", agrees=False)
    assert sum_of(claim) == (OTHER_NAMED | DISPUTED, 20)
    assert refusal(actions.withdraw_account, by=world.campus, account=account) == "not_allowed"
    actions.withdraw_account(by=world.office, account=account)
    assert sum_of(claim) == (0, None)
    assert refusal(actions.withdraw_account, by=world.office, account=account) == "not_allowed"


def test_a_report_is_recorded_again_without_doubling_and_gives_way_to_the_side_itself(world, claim):
    for heads in ("200+", "210"):
        actions.record_account(by=world.keeper, claim=claim, side="campus", heads=heads)
    assert sum_of(claim) == (PUBLISHED, 210)
    actions.give(by=world.campus, claim=claim, heads="190")
    assert sum_of(claim) == (CAMPUS_NAMED, 190)
    actions.record_account(by=world.keeper, claim=claim, side="campus", heads="210")
    assert sum_of(claim) == (CAMPUS_NAMED, 190)
    assert refusal(actions.record_account, by=world.office, claim=claim) == "not_allowed"
    assert refusal(actions.record_account, by=world.keeper, claim=claim, means="named") == "not_a_choice"


def test_a_document_counts_until_it_is_withdrawn(world, claim):
    item = actions.add_item(by=world.worker, claim=claim, item_kind="sign_in_sheet", upload=sheet())
    actions.add_item(by=world.worker, claim=claim, item_kind="photo", upload=sheet())
    assert sum_of(claim) == (DOCUMENT, None)
    assert refusal(actions.withdraw_item, by=world.stranger, item=item) == "not_allowed"
    assert refusal(actions.withdraw_item, by=world.campus, item=item) == "not_allowed"  # it is the other side's
    actions.withdraw_item(by=world.office, item=item)
    assert sum_of(claim) == (0, None)
    assert [one.item_kind for one in items(world.office, claim)] == ["photo"]


def test_whoever_sees_the_evidence_sees_its_file(world, claim):
    stored = actions.add_item(by=world.worker, claim=claim, upload=sheet()).stored_file
    seen = {name: files.may_see(by, stored) for name, by in world.actors.items()}
    assert seen == {
        "office": True, "campus": True, "worker": True, "sibling": True, "stranger": False, "visitor": False, "keeper": True,
    }  # fmt: skip


def test_what_is_no_file_we_keep_is_refused_and_leaves_nothing(world, claim):
    hostile = SimpleUploadedFile("x.jpg", b"<script>", "image/jpeg")
    assert refusal(actions.add_item, by=world.worker, claim=claim, upload=hostile).startswith("files.")
    assert items(world.office, claim).count() == 0


def test_evidence_is_added_by_those_who_speak_here(world, claim):
    assert refusal(actions.add_item, by=world.sibling, claim=claim, upload=sheet()) == "not_allowed"
    with pytest.raises(Problems):
        actions.add_item(by=world.worker, claim=claim, upload=None)


def test_a_published_source_is_recorded_once(world, claim):
    for _ in range(2):
        actions.record_item(
            by=world.keeper, claim=claim, title="喜报", source="校报", when="2023-04", classified_by_us=True
        )
    item = items(world.office, claim).get()
    assert (item.when.format(), item.classified_by_us, sum_of(claim)) == ("2023-04", True, (PUBLISHED, None))
    assert refusal(actions.record_item, by=world.office, claim=claim) == "not_allowed"


def make(world, claim, **more):
    return actions.make_link(by=world.campus, claim=claim, party=world.parties["locality"], session="mine", **more)


def test_a_link_is_used_once(world, claim):
    made = make(world, claim, asked="老王")
    link = link_by_token(made.token)
    assert (link.token_hash, link.asked) == (hashed(made.token), "老王")
    holder = link_actor(claim.pk)
    actions.use_link(by=holder, link=link, heads="50", words="在的", session="theirs")
    account = Account.objects.get(claim=claim)
    assert (account.side, account.means, account.party, account.low) == (
        "locality",
        "link",
        world.parties["locality"],
        50,
    )
    assert sum_of(claim) == (OTHER_LINK, 50)
    again = link_by_token(made.token)
    assert refusal(actions.use_link, by=holder, link=again, session="theirs") == "evidence.link_used"


@asvs("15.4.2")
def test_two_who_read_the_same_unused_link_count_once(world, claim):
    made = make(world, claim)
    first, second = link_by_token(made.token), link_by_token(made.token)
    holder = link_actor(claim.pk)
    actions.use_link(by=holder, link=first, heads="50")
    assert refusal(actions.use_link, by=holder, link=second, heads="60") == "evidence.link_used"
    assert sum_of(claim) == (OTHER_LINK, 50)


def test_a_link_is_refused_in_its_own_session_and_left_unused(world, claim):
    link = make(world, claim)
    assert refusal(actions.use_link, by=link_actor(claim.pk), link=link, session="mine") == "evidence.link_own"
    link.refresh_from_db()
    assert link.used_at is None


def test_a_link_expires_after_thirty_days(world, claim):
    with clock.set_to(TODAY):
        link = make(world, claim)
    with clock.set_to(TODAY + timedelta(days=30)):
        assert refusal(actions.use_link, by=link_actor(claim.pk), link=link) == "evidence.link_expired"
    with clock.set_to(TODAY + timedelta(days=29)):
        assert actions.use_link(by=link_actor(claim.pk), link=link).account.side == "locality"


def test_a_withdrawn_link_is_useless(world, claim):
    link = make(world, claim)
    assert refusal(actions.withdraw_link, by=world.stranger, link=link) == "not_allowed"
    actions.withdraw_link(by=world.campus, link=link)
    assert refusal(actions.use_link, by=link_actor(claim.pk), link=link) == "evidence.link_withdrawn"
    assert refusal(actions.withdraw_link, by=world.campus, link=link) == "not_allowed"


def test_a_link_asks_another_side_of_this_partnership(world, claim):
    own = {"by": world.campus, "claim": claim, "party": world.parties["campus"]}
    assert refusal(actions.make_link, **own) == "evidence.link_other_side"
    assert refusal(actions.make_link, **own | {"party": world.parties["other"]}) == "evidence.link_other_side"
    assert refusal(actions.make_link, **own | {"by": world.stranger}) == "not_allowed"


def test_a_link_opens_only_its_own_claim(world, claim):
    other = actions.open_claim(by=world.office, partnership=world.partnership, claim_kind="gift")
    link = make(world, claim)
    assert refusal(actions.use_link, by=link_actor(other.pk), link=link) == "not_allowed"
    assert refusal(actions.use_link, by=world.office, link=link) == "not_allowed"


def test_an_unknown_token_is_unknown(world):
    assert refusal(link_by_token, token="nothing") == "evidence.link_unknown"


def test_a_side_that_has_spoken_by_name_meanwhile_keeps_its_word_and_the_link_stays_unused(world, claim):
    link = make(world, claim)
    actions.give(by=world.worker, claim=claim, heads="40")
    assert refusal(actions.use_link, by=link_actor(claim.pk), link=link, heads="50") == "evidence.already_said"
    link.refresh_from_db()
    assert (link.used_at, sum_of(claim)) == (None, (OTHER_NAMED, 40))


def test_recount_reports_what_diverges(world, claim):
    actions.give(by=world.worker, claim=claim, heads="40")
    assert recount() == []
    with doorway.opened("tampering"):
        Claim.objects.filter(pk=claim.pk).update(support=255)
    (found,) = recount()
    assert (found.ref, found.stored, found.counted) == (claim.ref, (255, 40), (OTHER_NAMED, 40))


def test_what_was_used_or_withdrawn_meanwhile_is_not_withdrawn_again(world, claim):
    link = make(world, claim)
    stale = link_by_token(link.token)
    actions.use_link(by=link_actor(claim.pk), link=link_by_token(link.token), heads="50")
    assert refusal(actions.withdraw_link, by=world.campus, link=stale) == "not_allowed"
    other = make(world, claim)
    stale = link_by_token(other.token)
    actions.withdraw_link(by=world.campus, link=link_by_token(other.token))
    assert refusal(actions.withdraw_link, by=world.campus, link=stale) == "not_allowed"
    stale = Account.objects.get(claim=claim)
    actions.withdraw_account(by=world.worker, account=Account.objects.get(claim=claim))
    assert refusal(actions.withdraw_account, by=world.worker, account=stale) == "not_allowed"
    item = actions.add_item(by=world.worker, claim=claim, upload=sheet())
    actions.withdraw_item(by=world.worker, item=Item.objects.get(pk=item.pk))
    assert refusal(actions.withdraw_item, by=world.worker, item=item) == "not_allowed"


def test_the_file_of_withdrawn_evidence_is_not_served_any_more(world, claim):
    item = actions.add_item(by=world.worker, claim=claim, upload=sheet())
    assert files.file(world.campus, item.stored_file.ref) == item.stored_file
    actions.withdraw_item(by=world.worker, item=item)
    for by in (world.campus, world.office, world.sibling):
        assert refusal(lambda by: files.file(by, item.stored_file.ref), by=by) == "not_found"
