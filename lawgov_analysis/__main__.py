"""Run the command line as ``python -m lawgov_analysis``."""

from .cli import main

main(prog_name="lawgov")
