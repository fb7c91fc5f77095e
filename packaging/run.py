#!/usr/bin/env python3
"""Set up and run, on a bare machine: ``python3 packaging/run.py demo`` or ``… check``.

Needs nothing but Python 3.11 or 3.12 itself. Makes ``.venv`` beside the checkout's files, installs
the exact pins of ``packaging/constraints.txt``, and on Debian and its kin the system libraries and
fonts that are missing, where that is allowed; elsewhere it says in one line what to get.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
CONSTRAINTS = ROOT / "packaging" / "constraints.txt"

DEBIAN_FONTS = {
    "fonts-noto-cjk": "NotoSansCJK-Regular.ttc",
    "fonts-inter": "Inter",
    "fonts-manrope": "anrope",
    "fonts-bebas-neue": "BebasNeue",
    "fonts-noto-color-emoji": "NotoColorEmoji",
}
"""Packages and what tells that they are there: part of a font file's name."""

DEBIAN_LIBRARIES = {
    "libegl1": "libEGL.so.1",
    "libgl1": "libGL.so.1",
    "libxkbcommon0": "libxkbcommon.so.0",
    "libdbus-1-3": "libdbus-1.so.3",
    "libfontconfig1": "libfontconfig.so.1",
    "libglib2.0-0": "libglib-2.0.so.0",
    "libpulse0": "libpulse.so.0",
}
"""What Qt and OpenCV load from the system."""


def say(words: str) -> None:
    """One line of progress."""
    print(f"> {words}", flush=True)


def _font_files() -> str:
    folders = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".fonts"]
    return " ".join(p.name for folder in folders for p in folder.rglob("*") if p.is_file())


def missing_packages() -> list[str]:
    """Debian packages that are wanted and not there."""
    fonts = _font_files()
    wanted = [name for name, part in DEBIAN_FONTS.items() if part not in fonts]
    # /sbin is not on the path of an ordinary user.
    ldconfig = shutil.which("ldconfig") or "/sbin/ldconfig"
    try:
        listed = subprocess.run([ldconfig, "-p"], capture_output=True, text=True, check=False)
    except OSError:
        return wanted
    cache = listed.stdout
    return wanted + [name for name, part in DEBIAN_LIBRARIES.items() if part not in cache]


def system_packages() -> None:
    """Install missing system packages where that may be done; else say which they are."""
    if not sys.platform.startswith("linux") or shutil.which("apt-get") is None:
        return
    if not (missing := missing_packages()):
        return
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *missing]
    if os.geteuid() != 0:
        if shutil.which("sudo") is None or subprocess.call(["sudo", "-n", "true"]) != 0:
            say(f"missing, please install: sudo {' '.join(install)}")
            return
        install = ["sudo", *install]
    say(f"installing {' '.join(missing)}")
    apt = install[: install.index("apt-get") + 1]
    _quietly([*apt, "update", "-q"])
    if _quietly(install):
        return
    # One name that this system does not know must not cost the others.
    one = [*apt, "install", "-y", "-q", "--no-install-recommends"]
    if failed := [name for name in missing if not _quietly([*one, name])]:
        say(f"could not install {' '.join(failed)}; going on without")


def _quietly(command: list[str]) -> bool:
    """Whether a command went well; its output is not shown."""
    ran = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return ran.returncode == 0


def _digest() -> str:
    files = [CONSTRAINTS, ROOT / "pyproject.toml"]
    return hashlib.sha256(b"".join(f.read_bytes() for f in files)).hexdigest()


def environment() -> None:
    """Make the virtual environment, once for each set of pins."""
    stamp = VENV / ".aigc-studio-pins"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == _digest():
        return
    if not (3, 11) <= sys.version_info[:2] <= (3, 12):
        sys.exit(f"Python 3.11 or 3.12 is wanted, this is {sys.version.split()[0]}")
    if not PYTHON.exists():
        say("making .venv")
        try:
            venv.create(VENV, with_pip=True)
        except (subprocess.CalledProcessError, OSError) as error:
            shutil.rmtree(VENV, ignore_errors=True)
            sys.exit(f"no virtual environment: {error}\non Debian: apt install python3-venv")
    say("installing Python packages (a few minutes the first time)")
    pip = [str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    pinned = ["-c", str(CONSTRAINTS)]
    for step in (
        ["--upgrade", "pip"],
        ["-r", str(ROOT / "packaging" / "dev.txt"), "-e", str(ROOT)],
    ):
        if subprocess.call([*pip, *pinned, *step], cwd=ROOT):
            sys.exit("the packages could not be installed: see the lines above")
    stamp.write_text(_digest(), encoding="utf-8")


def studio(*arguments: str) -> int:
    """Run the studio's command line, in the person's own folder."""
    return subprocess.call([str(PYTHON), "-P", "-m", "studio.cli.main", *arguments])


def demo(arguments: list[str]) -> int:
    """Make the campaign of the brief in the repository."""
    brief = ROOT / "assets" / "demo" / "brief.toml"
    out = [] if "--out" in arguments else ["--out", str(ROOT / "out" / "demo")]
    return studio("make", str(brief), *out, *arguments)


CHECKS: dict[str, list[str]] = {
    "format": ["-m", "ruff", "format", "--check", "--quiet", "."],
    "lint": ["-m", "ruff", "check", "--quiet", "."],
    "types": ["-m", "basedpyright"],
    "imports": ["-c", "from importlinter.cli import lint_imports_command as c; c()"],
    "manifest": ["-m", "pipelines.registry.build", "--check"],
    "tests": ["-m", "pytest", "-n", "2", "--dist", "loadfile"],
}
"""Everything that must hold, in the order of how fast it tells."""


def check(arguments: list[str]) -> int:
    """Format, lint, types, import contracts, manifest, tests. Names given choose some of them."""
    if unknown := [name for name in arguments if name not in CHECKS]:
        sys.exit(f"no check is called {unknown[0]}; there are: {', '.join(CHECKS)}")
    failed: list[str] = []
    for name in arguments or list(CHECKS):
        say(name)
        if subprocess.call([str(PYTHON), *CHECKS[name]], cwd=ROOT):
            failed.append(name)
    if failed:
        say(f"failed: {', '.join(failed)}")
        return 1
    return 0


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["setup", "demo", "gui", "check"])
    args, rest = parser.parse_known_args()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a legacy code page lacks some letters
    system_packages()
    environment()
    match args.what:
        case "demo":
            return demo(rest)
        case "gui":
            return studio("gui", *rest)
        case "check":
            return check(rest)
    say(f"ready: {PYTHON.parent / 'aigc-studio'} --help")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
