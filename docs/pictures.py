"""Makes the pictures of the documentation: `view.png`, a page in Chromium, and `table.png`, a table at a terminal.

python docs/pictures.py        needs Chromium with its driver, and a font with Chinese characters
"""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

ROOT = Path(__file__).resolve().parents[1]
COMMAND = [sys.executable, "-m", "sysanalyze"]
COLUMNS = 110


def screenshot(page: Path, target: Path, size: str, script: str = "") -> None:
    """A page in a browser without a screen."""
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for option in ("--headless=new", "--no-sandbox", "--disable-gpu", f"--window-size={size}", "--hide-scrollbars"):
        options.add_argument(option)
    with tempfile.TemporaryDirectory() as profile:
        options.add_argument(f"--user-data-dir={profile}")
        browser = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
        browser.get(page.as_uri())
        if script:
            browser.execute_script(script)  # type: ignore[no-untyped-call]
        browser.save_screenshot(str(target))
        browser.quit()


def page(target: Path) -> None:
    """The page of a sample with one finding chosen."""
    with tempfile.TemporaryDirectory() as folder:
        shown = Path(folder) / "page.html"
        article = ROOT / "samples" / "city-project-push.txt"
        subprocess.run([*COMMAND, "view", "--lang", "zh", "-o", shown, article], check=True)  # noqa: S603
        screenshot(shown, target, "1400,1000", "document.querySelector('#list li.project').click()")


def table(target: Path) -> None:
    """The table of a sample as a terminal shows it."""
    master, worker = pty.openpty()
    environment = {**os.environ, "COLUMNS": str(COLUMNS), "TERM": "xterm-256color"}
    article = "samples/leaders-inspection.txt"
    ran = subprocess.Popen(  # noqa: S603
        [*COMMAND, "extract", "--format", "table", article], stdout=worker, env=environment, cwd=ROOT
    )
    os.close(worker)
    written = b""
    while True:
        try:
            piece = os.read(master, 65536)
        except OSError:  # its other end is closed
            break
        if not piece:
            break
        written += piece
    ran.wait()
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, tempfile.TemporaryDirectory() as folder:
        console = Console(record=True, width=COLUMNS, file=nowhere)
        console.print(Text.from_ansi(written.decode().replace("\r", "").rstrip()))
        drawn = console.export_html(theme=MONOKAI, inline_styles=True)
        shown = Path(folder) / "table.html"
        shown.write_text(drawn.replace("Menlo", "Noto Sans Mono CJK SC"), encoding="utf-8")  # two cells a character
        screenshot(shown, target, "1000,900")


if __name__ == "__main__":
    page(ROOT / "docs" / "view.png")
    table(ROOT / "docs" / "table.png")
