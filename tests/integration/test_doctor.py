"""The doctor on this very machine: real ffmpeg, real speech program, real fonts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.graphics.fonts import FAMILIES, font_report
from studio.app.doctor import _survive, examine
from studio.app.doctor_libraries import _within, check_models
from studio.app.doctor_machine import check_data_folder, check_gpu


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    return examine(tmp_path_factory.mktemp("doctor") / "not-yet-there")


def test_each_line_has_its_own_id_and_whatever_is_missing_says_how_to_get_it(report):
    ids = [check.id for check in report]
    assert len(ids) == len(set(ids))
    for check in report:
        assert check.title.zh and check.title.en
        assert check.detail.zh and check.detail.en
        assert check.state == "ok" or (check.fix and check.fix.zh and check.fix.en), check.id


def test_what_the_studio_cannot_do_without_is_here(report):
    found = {check.id: check for check in report}
    for needed in (
        *("machine.python", "machine.memory", "programs.ffmpeg", "programs.speech"),
        *("programs.encoder.libx264", "programs.encoder.aac"),
        *("libraries.pydantic", "libraries.pillow"),
    ):
        assert found[needed].state == "ok", found[needed]
        assert not found[needed].optional


def test_neural_things_are_optional_and_models_tell_size_and_licence(report):
    assert all(check.optional for check in report if check.group in ("neural", "models"))
    (flux,) = [check for check in report if check.id == "models.flux.1-dev"]
    assert "17.2 GB" in flux.detail.en and "no commercial use" in flux.detail.en
    assert "不可商用" in flux.detail.zh


def test_it_imports_neither_torch_nor_widgets(tmp_path):
    code = (
        "import sys; from pathlib import Path; from studio.app.doctor import examine;"
        f"examine(Path({str(tmp_path)!r}));"
        "print(sorted({'torch', 'transformers', 'PySide6.QtWidgets'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip().splitlines()[-1] == "[]"


def test_importing_it_loads_no_qt():
    code = (
        "import sys, studio.app.doctor;"
        "print(any(name.startswith(('PySide6', 'numpy', 'cv2')) for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
def test_a_gpu_is_told_as_its_driver_tells_it(tmp_path, monkeypatch):
    tool = tmp_path / "nvidia-smi"
    tool.write_text("#!/bin/sh\necho 'NVIDIA H200, 143771 MiB, 570.86'\n", encoding="utf-8")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    (gpu,) = check_gpu()
    assert (gpu.state, gpu.detail.en) == ("ok", "NVIDIA H200, 143771 MiB, 570.86")
    tool.write_text("#!/bin/sh\nexit 9\n", encoding="utf-8")
    (gpu,) = check_gpu()
    assert gpu.optional and gpu.state == ("ok" if sys.platform == "darwin" else "warn")


def test_a_data_folder_that_cannot_be_made_is_told(tmp_path):
    file = tmp_path / "file"
    file.write_text("not a folder", encoding="utf-8")
    (check,) = check_data_folder(file / "data")
    assert check.state == "missing" and "is a file, not a folder" in check.detail.en
    assert "GiB" not in check.detail.en


def test_a_model_whose_files_are_there_counts_as_installed(tmp_path: Path):
    (tmp_path / "kokoro-82m").mkdir()
    (tmp_path / "kokoro-82m" / "model.safetensors").write_bytes(b"x")
    (tmp_path / "wav2lip").mkdir()
    states = {check.id: check.state for check in check_models(tmp_path)}
    assert states["models.kokoro-82m"] == "ok"
    assert states["models.wav2lip"] == "missing"


def test_a_check_that_fails_becomes_a_line():
    def look():
        raise OSError("no such device")

    (line,) = _survive("gpu", look)
    assert line.state == "warn" and "no such device" in line.detail.en


@pytest.mark.parametrize(
    ("found", "bounds", "fits"),
    [
        ("2.14.3", ">=2.14,<3", True),
        ("3.0", ">=2.14,<3", False),
        ("2.13.9", ">=2.14,<3", False),
        ("6.11.3", "==6.11.3", True),
        ("6.12.0", "==6.11.3", False),
        ("11.3.0", "==11.3", True),
    ],
)
def test_versions_are_compared_by_their_numbers(found, bounds, fits):
    assert _within(found, bounds) is fits


def test_the_font_report_names_only_families_of_the_stacks():
    report = font_report()
    assert report.found.keys() == FAMILIES.keys()
    for use, families in report.found.items():
        assert set(families) <= set(FAMILIES[use])
    assert bool(report.han_font) >= bool(report.found["han_sans"])
