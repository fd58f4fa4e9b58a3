"""A real browser: Debian's Chromium, led by Playwright, and axe-core, which judges how accessible a page is.

A browser reaches files and loopback, and nothing else. It is started once for a file of tests (the fixture
``browser``) and not once for all: as long as Playwright runs, nothing else in the thread can run asyncio, which pyHanko
does.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from made import missing_tool, require_tool

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Route

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice")
"""What axe is asked about: WCAG 2.1 A and AA, which EN 301 549 asks of the public sector, and good practice."""

LOOPBACK = {"localhost", "127.0.0.1", "[::1]"}
OFFLINE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1, EXCLUDE [::1]"
WAIT_MS = 10_000

_RUN_AXE = """async tags => {
    const found = await axe.run(document, {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]});
    return found.violations;
}"""
_WIDER_THAN_SHOWN = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
_FOCUSED = """() => {
    const one = document.activeElement;
    if (!one || one === document.body) return "";
    return `${one.localName} ${(one.getAttribute("aria-label") || one.innerText || one.id || "").trim()}`;
}"""


class Chromium:
    """A browser that runs; each page it opens is alone in a profile of its own, closed when the browser is."""

    def __init__(self, running: Browser) -> None:
        self._running = running
        self.refused: list[str] = []
        """Addresses outside loopback that pages asked for, in vain."""

    def open(self, where: Path | str, *, width: int = 1280, height: int = 900, **settings: Any) -> Page:
        """Return a page with a file or an address opened in it.

        Width and height are in CSS pixels: 320 wide is what 1280 is at 400 % zoom. Settings are those of a Playwright
        context, as ``color_scheme="dark"`` or ``java_script_enabled=False``.
        """
        page = self.profile(viewport={"width": width, "height": height}, **settings).new_page()
        page.goto(where.resolve().as_uri() if isinstance(where, Path) else where)
        return page

    def profile(self, **settings: Any) -> BrowserContext:
        """Return a profile of its own, whose pages share cookies and storage: several tabs, or several addresses."""
        context = self._running.new_context(service_workers="block", **settings)
        context.set_default_timeout(WAIT_MS)
        context.route("**/*", self._only_here)
        return context

    def _only_here(self, route: Route) -> None:
        if is_here(route.request.url):
            route.continue_()
        else:
            self.refused.append(route.request.url)
            route.abort("internetdisconnected")


def is_here(address: str) -> bool:
    """Return whether an address is of this machine: a file, loopback, or what a page holds itself."""
    parts = urlsplit(address)
    if parts.scheme in {"http", "https", "ws", "wss"}:
        return parts.netloc.rpartition("@")[2].rsplit(":", 1)[0] in LOOPBACK or parts.netloc in LOOPBACK
    return parts.scheme in {"file", "data", "blob", "about"} and not (parts.scheme == "file" and parts.netloc)


@contextmanager
def chromium() -> Iterator[Chromium]:
    """Start Chromium; skip the test where it or Playwright is missing, or fail where they are demanded."""
    program = require_tool("chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing_tool("playwright is not installed")
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0  # who has no sandbox in Chromium
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=program, chromium_sandbox=not is_root, args=[OFFLINE, "--disable-background-networking"]
        )
        try:
            yield Chromium(running)
        finally:
            running.close()


def violations(page: Page) -> list[str]:
    """Return what axe has against a page as it is shown now, a line for each element: rule, fault, place.

    A page that was opened with scripts off cannot be judged: axe is one.
    """
    script = axe()
    for frame in page.frames:
        frame.evaluate(script)
    return [
        f"{rule['id']} ({rule['impact']}): {rule['help']}: {' '.join(map(str, node['target']))}: {node['html'][:120]}"
        for rule in page.evaluate(_RUN_AXE, list(TAGS))
        for node in rule["nodes"]
    ]


@cache
def axe() -> str:
    """Return axe-core's script; skip the test where it is missing, or fail where it is demanded."""
    folder = Path(os.environ.get("NARAVARD_AXE") or Path.home() / ".cache/naravard_docs/axe")
    script = folder / "node_modules/axe-core/axe.min.js"
    if not script.is_file():
        missing_tool(f"axe is not in {folder} (make axe puts it there)")
    return script.read_text("utf-8")


def too_wide(page: Page) -> int:
    """Return how many CSS pixels a page reaches past the right edge of its window: 0 where it fits."""
    pixels: int = page.evaluate(_WIDER_THAN_SHOWN)
    return pixels


def tab_stops(page: Page, at_most: int = 200) -> list[str]:
    """Return where Tab goes from the beginning of a page, as «a Till innehållet», until it begins anew."""
    stops: list[str] = []
    first = None
    for _ in range(at_most):
        page.keyboard.press("Tab")
        here = page.evaluate_handle("document.activeElement")
        focused: str = page.evaluate(_FOCUSED)
        if not focused or (first is not None and page.evaluate("([a, b]) => a === b", [here, first])):
            break
        first = first or here
        stops.append(focused)
    return stops
