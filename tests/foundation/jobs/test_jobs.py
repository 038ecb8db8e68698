"""Long work: done, refused with a sentence, killed, taken up again, given up."""

import logging
from datetime import timedelta

import pytest

from towngown.foundation.accounts.queries import clock as the_clock
from towngown.foundation.jobs import actions, queries, tasks, work
from towngown.foundation.jobs.clock import tick
from towngown.foundation.jobs.models import Job
from towngown.foundation.jobs.words import BROKEN, LOST, MOVES, STATES
from towngown.foundation.journal import outbox
from towngown.kit import clock, doorway, schedule
from towngown.kit.problems import Problem
from towngown.kit.states import states


@pytest.fixture(autouse=True)
def workers(monkeypatch):
    def count(job, report):
        for at in range(job.given["to"]):
            report(at + 1, job.given["to"])
        return {"counted": job.given["to"], "for": job.actor.user_id}

    def refuse(job, report):
        raise Problem("not_found", value="a.xlsx")

    def break_(job, report):
        raise RuntimeError("secret detail")

    monkeypatch.setattr(work, "WORKERS", {})
    monkeypatch.setattr(actions, "WORKERS", work.WORKERS)
    monkeypatch.setattr(tasks, "WORKERS", work.WORKERS)
    for name, function in {"count": count, "refuse": refuse, "break": break_}.items():
        work.worker(name, function, name)


def fresh(job):
    return Job.objects.get(pk=job.pk)


def grow_old(job, **more):
    with doorway.opened("test"):
        Job.objects.filter(pk=job.pk).update(seen_at=clock.now() - queries.STALE - timedelta(minutes=1), **more)


def test_every_state_can_be_reached():
    assert states(MOVES, "waiting") == set(STATES)


def test_work_is_done_and_its_result_kept(world):
    job = actions.start(by=world.office, job_kind="count", given={"to": 3})
    tasks.run(job.ref)
    done = fresh(job)
    assert (done.state, done.done, done.total) == ("done", 3, 3)
    assert done.result == {"counted": 3, "for": world.office.user_id}


def test_a_worker_is_asked_for_it(world):
    from django_tasks_db.models import DBTaskResult

    job = actions.start(by=world.office, job_kind="count", given={"to": 1})
    outbox.drain()
    enqueued = DBTaskResult.objects.filter(task_path="towngown.foundation.jobs.tasks.run_job")
    assert [task.args_kwargs["args"] for task in enqueued] == [[job.ref]]


def test_nobody_starts_what_nobody_does(world):
    with pytest.raises(Problem, match="Nobody here"):
        actions.start(by=world.office, job_kind="dance")
    with pytest.raises(Problem, match="may not"):
        actions.start(by=world.visitor, job_kind="count")


def test_a_refusal_is_shown_and_a_break_is_not_told(world, caplog):
    refused = actions.start(by=world.office, job_kind="refuse")
    broken = actions.start(by=world.office, job_kind="break")
    tasks.run(refused.ref)
    with caplog.at_level(logging.CRITICAL):
        tasks.run(broken.ref)
    assert fresh(refused).result == {
        "sentences": [{"sentence": "“{value}” was not found.", "values": {"value": "a.xlsx"}}]
    }
    assert fresh(broken).result == {"sentences": [{"sentence": BROKEN, "values": {}}]}
    assert {fresh(refused).state, fresh(broken).state} == {"failed"}


def test_running_twice_does_it_once(world):
    job = actions.start(by=world.office, job_kind="count", given={"to": 1})
    tasks.run(job.ref)
    ended = fresh(job).ended_at
    tasks.run(job.ref)
    assert fresh(job).ended_at == ended


def test_a_killed_worker_s_work_is_done_once_more_then_given_up(world):
    job = actions.start(by=world.office, job_kind="count", given={"to": 1})
    actions.begin(by=the_clock(), job=job)
    tick()
    assert fresh(job).state == "running"
    grow_old(job)
    tick()
    assert fresh(job).state == "waiting"
    actions.begin(by=the_clock(), job=fresh(job))
    grow_old(job)
    tick()
    assert fresh(job).state == "failed"
    assert fresh(job).result["sentences"][0]["sentence"] == LOST


def test_a_person_s_own_retry_gives_the_clock_another_go(world):
    job = actions.start(by=world.office, job_kind="count", given={"to": 1})
    actions.retry(by=the_clock(), job=_running(job))
    assert queries.tried_again(job)
    actions.fail(by=the_clock(), job=fresh(job), lease=fresh(job).lease, sentences=[])
    actions.retry(by=world.office, job=fresh(job))
    assert not queries.tried_again(job)


def _running(job):
    return actions.begin(by=the_clock(), job=job)


def test_waiting_work_whose_task_was_lost_is_asked_for_again(world):
    job = actions.start(by=world.office, job_kind="count", given={"to": 1})
    grow_old(job)
    tick()
    assert queries.stale() == []
    assert fresh(job).state == "waiting"


def test_a_run_that_was_overtaken_may_not_report(world):
    old = _running(actions.start(by=world.office, job_kind="count", given={"to": 1}))
    actions.begin(by=the_clock(), job=actions.retry(by=the_clock(), job=fresh(old)))
    with pytest.raises(Problem, match="started anew"):
        actions.progress(old, 1, 2)
    with pytest.raises(Problem, match="started anew"):
        actions.finish(by=the_clock(), job=old, lease=old.lease, result={})
    assert fresh(old).state == "running"


def test_only_the_owner_sees_it_and_only_failed_work_is_retried_by_hand(world):
    job = actions.start(by=world.office, job_kind="refuse")
    assert queries.job(world.office, job.ref) == job
    assert queries.job(world.campus, job.ref) is None
    with pytest.raises(Problem, match="may not"):
        actions.retry(by=world.office, job=job)
    tasks.run(job.ref)
    with pytest.raises(Problem, match="may not"):
        actions.retry(by=world.campus, job=fresh(job))
    assert actions.retry(by=world.office, job=fresh(job)).state == "waiting"
    with pytest.raises(Problem, match="may not"):
        actions.finish(by=world.office, job=fresh(job), lease=fresh(job).lease, result={})
    with pytest.raises(Problem, match="may not"):
        actions.fail(by=world.office, job=fresh(job), lease=fresh(job).lease, sentences=[])
    with pytest.raises(Problem, match="may not"):
        actions.begin(by=world.office, job=fresh(job))


def test_progress_is_throttled_but_the_last_is_always_told(world, monkeypatch):
    told = []
    monkeypatch.setattr(actions, "progress", lambda job, done, total: told.append(done))
    report = tasks.Reporter(job=None)
    for at in range(1, 101):
        report(at, 100)
    assert told == [1, 100]


@pytest.mark.django_db(transaction=True)
def test_progress_is_seen_by_others_while_it_runs():
    """A second connection reads the progress before the work is over."""
    import threading

    from django.db import connection

    seen = []

    def look(pk):
        seen.append(Job.objects.values_list("state", "done").get(pk=pk))
        connection.close()

    def slow(job, report):
        report(1, 2)
        thread = threading.Thread(target=look, args=[job.pk])
        thread.start()
        thread.join()

    work.worker("slow", slow, "slow")
    tasks.run(actions.start(by=the_clock(), job_kind="slow").ref)
    assert seen == [("running", 1)]


def test_the_clock_runs_daily_functions_once_a_day_and_survives_a_failing_one(db, monkeypatch, caplog):
    runs = []

    def daily():
        runs.append(clock.today())

    def failing():
        raise RuntimeError

    monkeypatch.setattr(schedule, "_registered", {"d": ("daily", daily), "f": ("tick", failing)})
    with caplog.at_level(logging.CRITICAL):
        assert tick() == ["d"]
        assert tick() == []
        with clock.set_to(clock.today() + timedelta(days=1)):
            assert tick() == ["d"]
    assert len(runs) == 2


def test_a_name_is_registered_once(monkeypatch):
    monkeypatch.setattr(schedule, "_registered", {})

    def one():
        return None

    assert schedule.every("tick", one) is schedule.every("tick", one)
    one.__qualname__ = "other"
    schedule.every("daily", one)
    with pytest.raises(ValueError, match="twice"):
        _two(one)


def _two(one):
    def two():
        return None

    two.__qualname__ = one.__qualname__
    schedule.every("tick", two)


def test_what_is_owed_wakes_the_worker(world):
    from django_tasks_db.models import DBTaskResult

    DBTaskResult.objects.all().delete()
    assert "foundation.jobs.clock.wake_for_reactions" in tick()
    assert DBTaskResult.objects.filter(task_path="towngown.foundation.journal.tasks.run_owed").exists()
