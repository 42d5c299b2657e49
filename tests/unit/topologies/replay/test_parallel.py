"""The processes of a replay."""

import signal
import subprocess
import sys
import textwrap

import pytest

from orin.runtime.processes.children import wait_until_gone


@pytest.mark.slow
def test_its_processes_end_when_it_is_killed() -> None:
    code = """
    import multiprocessing, os, time
    from concurrent.futures import ProcessPoolExecutor
    from orin.topologies.replay.parallel import _listen

    if __name__ == "__main__":
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(1, context, initializer=_listen, initargs=(context.Queue(),)) as pool:
            print(pool.submit(os.getpid).result(), flush=True)
            time.sleep(600)
    """
    parent = subprocess.Popen([sys.executable, "-c", textwrap.dedent(code)], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    with parent:
        worker = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)
    assert wait_until_gone(worker, 10)
