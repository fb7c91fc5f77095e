"""How soon a window stands: `import studio.ui`, the window shown, each page opened.

Each figure is the median of runs in fresh processes, warm disk, compared with the goal of 1 s
from the start of the interpreter to the shown window. Run: python tests/benchmarks/bench_window.py
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile

PROGRAM = """
import time
start = time.perf_counter()
import json, sys
from pathlib import Path
import PySide6.QtWidgets
qt = time.perf_counter()
from studio.settings import Settings
from studio.ui.application import make_application, surroundings
from studio.ui.window import PAGES, Window
imported = time.perf_counter()
app = make_application(["bench"])
with surroundings(app, Settings(data=Path(sys.argv[1])), supervise=True) as ui:
    window = Window(ui)
    window.show()
    app.processEvents()
    shown, cpu = time.perf_counter(), time.process_time()
    pages = {}
    for key in PAGES:
        before = time.perf_counter()
        window.open_page(key)
        app.processEvents()
        pages[key] = time.perf_counter() - before
    before = time.perf_counter()
    ui.theme.choose("dark")
    app.processEvents()
    theme = time.perf_counter() - before
    before = time.perf_counter()
    ui.tongue.choose("zh")
    app.processEvents()
    tongue = time.perf_counter() - before
    heavy = [n for n in ("torch", "numpy", "cv2", "scipy", "moviepy") if n in sys.modules]
    window.close()
print(json.dumps({"import Qt": qt - start, "import studio.ui": imported - qt,
    "window": shown - imported, "start to shown": shown - start, "… CPU time": cpu,
    **{f"page {k}": v for k, v in pages.items()},
    "switch theme": theme, "switch language": tongue, "heavy modules": heavy}))
"""


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    env = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "*=false"}
    results = []
    for _ in range(runs + 1):
        # A fresh folder each: the window opens on the Campaign page, the largest one.
        with tempfile.TemporaryDirectory() as data:
            done = subprocess.run(
                [sys.executable, "-c", PROGRAM, data],
                capture_output=True,
                text=True,
                env=env,
                check=True,
            )
            results.append(json.loads(done.stdout.splitlines()[-1]))
    results = results[1:]  # the first run warms the disk
    for name in results[0]:
        if name == "heavy modules":
            print(f"{name:18} {results[0][name] or 'none'}")
            continue
        seconds = statistics.median(r[name] for r in results)
        goal = "  (goal: < 1.000 s)" if name == "start to shown" else ""
        print(f"{name:18} {seconds:6.3f} s{goal}")


if __name__ == "__main__":
    main()
