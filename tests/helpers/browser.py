"""The system's Chromium for tests; they are skipped where there is none."""

import shutil
from contextlib import contextmanager

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FOUND = next(filter(None, map(shutil.which, NAMES)), None)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # The list below the address bar, which the window of every page loads; Playwright's own features are left as
    # Chromium has them, as only the last such list counts.
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup",
]
needs_browser = pytest.mark.skipif(FOUND is None, reason=f"no browser: none of {', '.join(NAMES)} is installed")


@contextmanager
def chromium():
    """Give a browser that is closed in the end."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=FOUND, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()
