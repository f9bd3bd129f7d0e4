"""What several tests need: invented reports, marked passages, a browser; and where the tests stand."""

from pathlib import Path

TESTS = Path(__file__).parents[1]
ROOT = TESTS.parent
