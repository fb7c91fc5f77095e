"""``python -m studio.ui.languages``: collect the texts of the window, and compile translations.

Run it after changing a text; translate what it reports in ``zh.ts`` (Qt Linguist, or any editor)
and run it again.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def _tool(name: str) -> str:
    """A Linguist tool of PySide6: next to the interpreter, or on the path."""
    beside = Path(sys.executable).with_name(f"pyside6-{name}")
    return str(beside) if beside.exists() else f"pyside6-{name}"


def main() -> int:
    """Update both files; 1 if something waits for translation."""
    sources = sorted(str(p) for p in HERE.parent.rglob("*.py"))
    marks = ["-tr-function-alias", "QT_TRANSLATE_NOOP+=text"]
    marks += ["-tr-function-alias", "translate+=counted"]
    waiting = 0
    for language, options in (("zh", []), ("en", ["-pluralonly"])):
        file = HERE / f"{language}.ts"
        names = {"zh": "zh_CN", "en": "en_GB"}
        command = [_tool("lupdate"), "-silent", "-no-obsolete", "-locations", "none", *marks]
        command += [*options, *sources, "-source-language", "en_GB"]
        command += ["-target-language", names[language], "-ts", str(file)]
        subprocess.run(command, check=True)
        waiting += len(re.findall('type="unfinished"', file.read_text(encoding="utf-8")))
        subprocess.run(
            [_tool("lrelease"), "-silent", str(file), "-qm", str(HERE / f"{language}.qm")],
            check=True,
        )
    sys.stdout.write(f"{waiting} texts wait for translation\n")
    return 1 if waiting else 0


if __name__ == "__main__":
    sys.exit(main())
