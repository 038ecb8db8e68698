"""The start: a port that is taken, and steps that are done once."""

import socket

import pytest

from towngown.config.commands import prepare
from towngown.config.commands.run import taken


@pytest.fixture
def listener():
    """Somebody who listens, and would share the port as servers do."""
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        one.bind(("127.0.0.1", 0))
        one.listen()
        yield one


def test_a_port_somebody_listens_on_is_taken_though_it_could_be_shared(listener):
    port = listener.getsockname()[1]
    assert taken("127.0.0.1", port)
    listener.close()
    assert not taken("127.0.0.1", port)


def test_a_step_is_done_once_for_the_same_files_and_again_when_it_failed(tmp_path):
    mark, file, done = tmp_path / "kept" / "mark", tmp_path / "file", []
    file.write_text("one")

    def fail():
        raise OSError

    with pytest.raises(OSError):
        prepare._once(mark, [file], fail)()
    prepare._once(mark, [file], lambda: done.append(1))()
    assert prepare._once(mark, [file], fail) is None
    file.write_text("another")
    assert prepare._once(mark, [file], fail) is not None
    assert done == [1]
