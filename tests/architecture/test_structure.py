"""The shape of the house, kept by reading its sources."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(
    file
    for top in ("studio", "pipelines", "models_registry")
    for file in (ROOT / top).rglob("*.py")
)


def _imports(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def _inside(file: Path, *folders: str) -> bool:
    return any(file.is_relative_to(ROOT / folder) for folder in folders)


def test_widgets_live_in_the_window_only() -> None:
    strays = [
        str(file.relative_to(ROOT))
        for file in SOURCES
        if not _inside(file, "studio/ui")
        and any(name.startswith("PySide6.QtWidgets") for name in _imports(file))
    ]
    assert strays == []


def test_drawing_lives_in_graphics_and_the_window() -> None:
    strays = [
        str(file.relative_to(ROOT))
        for file in SOURCES
        if not _inside(file, "studio/ui", "pipelines/graphics")
        and any(name.startswith("PySide6") for name in _imports(file))
    ]
    assert strays == []


def test_no_file_is_a_god() -> None:
    long = {
        str(file.relative_to(ROOT)): lines
        for file in SOURCES
        if (lines := len(file.read_text(encoding="utf-8").splitlines())) > 500
    }
    assert long == {}


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(file.relative_to(ROOT))
        for file in SOURCES
        if (text := file.read_text(encoding="utf-8")).strip()
        and not ast.get_docstring(ast.parse(text))
    ]
    assert silent == []


@pytest.mark.parametrize(
    ("module", "forbidden"),
    [
        ("studio.ui.window", {"torch", "numpy", "cv2", "scipy", "moviepy"}),
        ("studio.cli.main", {"torch", "numpy", "cv2", "PySide6", "rich", "pydantic"}),
        ("pipelines.sdk", {"torch", "numpy", "cv2", "PySide6"}),
        ("pipelines.workflows.campaign", {"torch", "cv2", "PySide6", "scipy"}),
    ],
)
def test_importing_costs_little(module: str, forbidden: set[str]) -> None:
    code = f"import sys, {module}; print(' '.join(sys.modules))"
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    loaded = set(ran.stdout.split())
    assert loaded & forbidden == set(), f"importing {module} loads too much"


def test_the_manifest_is_what_the_code_declares() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "pipelines.registry.build", "--check"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert ran.returncode == 0, ran.stderr
