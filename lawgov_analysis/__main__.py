"""Run the command line: ``lawgov``, and ``python -m lawgov_analysis``."""

import sys


def run():
    """Run a command; whoever stops it before it has begun, while modules load, is told nothing else."""
    try:
        from .cli import main

        main(prog_name="lawgov")
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    run()
