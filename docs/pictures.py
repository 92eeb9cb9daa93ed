"""Makes the pictures of the documentation: `view.png`, a page in Chromium, and `table.svg`, a table at a terminal.

python docs/pictures.py        needs Chromium with its driver, and a font with Chinese characters
"""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

ROOT = Path(__file__).resolve().parents[1]
COMMAND = [sys.executable, "-m", "sysanalyze"]
COLUMNS = 110


def page(target: Path) -> None:
    """A screenshot of the page of a sample with one finding chosen."""
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for option in ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1400,1000", "--hide-scrollbars"):
        options.add_argument(option)
    with tempfile.TemporaryDirectory() as folder:
        options.add_argument(f"--user-data-dir={folder}/profile")
        shown = Path(folder) / "page.html"
        article = ROOT / "samples" / "city-project-push.txt"
        subprocess.run([*COMMAND, "view", "--lang", "zh", "-o", shown, article], check=True)  # noqa: S603
        browser = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
        browser.get(shown.as_uri())
        browser.execute_script("document.querySelector('#list li.project').click()")  # type: ignore[no-untyped-call]
        browser.save_screenshot(str(target))
        browser.quit()


def table(target: Path) -> None:
    """The table of a sample as a terminal shows it, as SVG."""
    master, worker = pty.openpty()
    environment = {**os.environ, "COLUMNS": str(COLUMNS), "TERM": "xterm-256color"}
    article = ROOT / "samples" / "leaders-inspection.txt"
    ran = subprocess.Popen(  # noqa: S603
        [*COMMAND, "extract", "--format", "table", article], stdout=worker, env=environment
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
    console = Console(record=True, width=COLUMNS, file=open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115
    console.print(Text.from_ansi(written.decode().replace("\r", "").rstrip()))
    drawn = console.export_svg(title="sysanalyze extract --format table")
    drawn = re.sub(r"@font-face \{.*?\}\n", "", drawn, flags=re.DOTALL)  # no request to a font server
    drawn = drawn.replace("Fira Code", "Noto Sans Mono CJK SC, monospace")
    target.write_text("\n".join(line.rstrip() for line in drawn.splitlines()) + "\n", encoding="utf-8")


if __name__ == "__main__":
    page(ROOT / "docs" / "view.png")
    table(ROOT / "docs" / "table.svg")
