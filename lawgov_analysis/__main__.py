"""Run the command line: ``lawgov``, and ``python -m lawgov_analysis``."""

import gc
import os
import sys
from threading import enumerate as threads


def run():
    """Run a command; whoever stops it before it has begun, while modules load, is told nothing else."""
    try:
        from .paths import COLLECTED_AT

        gc.set_threshold(COLLECTED_AT)
        from .cli import main

        main(prog_name="lawgov")
    except KeyboardInterrupt:
        _end(130)
    except SystemExit as ended:
        _end(ended.code)


def _end(code):
    """End, and at once where a thread is at work that nobody waits for: in DuckDB it would abort Python's own end."""
    from .errors import UNWAITED

    if any(thread.name == UNWAITED for thread in threads()):
        from .files.writing import leave_nothing_half_written

        leave_nothing_half_written()
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(code)
    sys.exit(code)


if __name__ == "__main__":
    run()
