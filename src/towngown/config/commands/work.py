"""towngown work: the task worker, with the clock ticking beside it once a minute."""

import argparse
import logging
import os
import sys
import threading

log = logging.getLogger(__name__)

TICK_SECONDS = 60.0
PAUSE_SECONDS = 5.0


def main(arguments: list[str]) -> int:
    """Work until SIGINT or SIGTERM; whatever an earlier worker left owed is done first."""
    parser = argparse.ArgumentParser(prog="towngown work", description=__doc__)
    parser.parse_args(arguments)
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "towngown.config.settings")
    django.setup()
    threading.Thread(target=_tick_for_ever, args=(os.getppid(),), daemon=True).start()
    while not _worked():
        threading.Event().wait(PAUSE_SECONDS)
    return 0


def _worked() -> bool:
    """Work until told to end; not so when the database failed meanwhile (a full disk, a server that went away)."""
    from django.core.management import call_command
    from django.db import Error, connections

    from towngown.foundation.journal.outbox import anything_owed, drain
    from towngown.foundation.journal.tasks import wake

    try:
        drain()
        if anything_owed():
            wake()
        call_command("db_worker", interval=0.5, startup_delay=False, verbosity=0)
    except (Error, OSError):
        log.exception("the database failed; work goes on in %s seconds", PAUSE_SECONDS)
        connections.close_all()
        return False
    return True


def _tick_for_ever(parent: int) -> None:
    """Tick each minute; a worker whose starter was killed ends itself."""
    passed = 0.0
    while True:
        if passed <= 0:
            _tick()
            passed = TICK_SECONDS
        threading.Event().wait(1)
        passed -= 1
        if os.getppid() != parent:
            os.kill(os.getpid(), 15)
            return


def _tick() -> None:
    from django.db import close_old_connections

    close_old_connections()
    try:
        from towngown.foundation.jobs.clock import tick

        tick()
    except Exception:
        log.exception("the clock's tick failed; the next one is in a minute")
    finally:
        close_old_connections()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
