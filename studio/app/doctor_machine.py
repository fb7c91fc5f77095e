"""The machine itself: Python, system, cores, memory, disk, GPU."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

import psutil

from pipelines.sdk import LocalText
from studio.app.doctor_check import Check, same, systems

__all__ = ["check_data_folder", "check_gpu", "check_machine"]

_GIB = 1 << 30
_PYTHON = ((3, 11), (3, 13))
_ENOUGH_RAM_GIB = 4.0
_ENOUGH_DISK_GIB = 10.0
_LEAST_DISK_GIB = 1.0


def check_machine() -> list[Check]:
    """Python, system, processor and memory."""
    return [_python(), _system(), _cores(), _memory()]


def _python() -> Check:
    fits = _PYTHON[0] <= sys.version_info[:2] < _PYTHON[1]
    return Check(
        id="machine.python",
        group="machine",
        title=same("Python"),
        state="ok" if fits else "warn",
        detail=same(f"{platform.python_version()} · {sys.executable}"),
        fix=None
        if fits
        else systems(
            "sudo apt install python3.11 python3.11-venv",
            "brew install python@3.11",
            "winget install Python.Python.3.11",
        ),
    )


def _system() -> Check:
    return Check(
        id="machine.system",
        group="machine",
        title=LocalText(zh="系统", en="System"),
        state="ok",
        detail=same(f"{platform.system()} {platform.release()} · {platform.machine()}"),
    )


def _cores() -> Check:
    cores = os.cpu_count() or 1
    return Check(
        id="machine.cores",
        group="machine",
        title=LocalText(zh="处理器", en="Processor"),
        state="ok" if cores >= 2 else "warn",
        detail=LocalText(zh=f"{cores} 个逻辑核心", en=f"{cores} logical cores"),
        fix=None
        if cores >= 2
        else LocalText(zh="两个以上核心会快得多", en="Two or more cores make it much faster"),
    )


def _memory() -> Check:
    memory = psutil.virtual_memory()
    total, free = memory.total / _GIB, memory.available / _GIB
    enough = total >= _ENOUGH_RAM_GIB
    return Check(
        id="machine.memory",
        group="machine",
        title=LocalText(zh="内存", en="Memory"),
        state="ok" if enough else "warn",
        detail=LocalText(
            zh=f"共 {total:.1f} GiB，可用 {free:.1f} GiB",
            en=f"{total:.1f} GiB, {free:.1f} GiB free",
        ),
        fix=None
        if enough
        else LocalText(
            zh="生成视频时请关闭其他程序", en="Close other programs while a video is being made"
        ),
    )


def check_data_folder(folder: Path) -> list[Check]:
    """Whether the studio may write there, and how much room there is."""
    there = next((p for p in (folder, *folder.parents) if p.exists()), folder)
    writable = there.is_dir() and os.access(there, os.W_OK)
    free = shutil.disk_usage(there).free / _GIB if writable else 0.0
    why = _why_not(there)
    if not writable:
        state, fix = (
            "missing",
            LocalText(zh="换一个可写的文件夹", en="Choose a folder you may write to"),
        )
    elif free < _ENOUGH_DISK_GIB:
        state = "missing" if free < _LEAST_DISK_GIB else "warn"
        fix = LocalText(
            zh=f"请腾出空间，建议 {_ENOUGH_DISK_GIB:.0f} GiB 以上",
            en=f"Free some space; {_ENOUGH_DISK_GIB:.0f} GiB or more is advised",
        )
    else:
        state, fix = "ok", None
    return [
        Check(
            id="machine.data",
            group="machine",
            title=LocalText(zh="数据文件夹", en="Data folder"),
            state=state,
            detail=LocalText(
                zh=f"{folder}，剩余 {free:.1f} GiB" if writable else f"{folder}，{why.zh}",
                en=f"{folder}, {free:.1f} GiB free" if writable else f"{folder}, {why.en}",
            ),
            fix=fix,
        )
    ]


def _why_not(there: Path) -> LocalText:
    """Why a folder cannot be made or written, from what there is of its path."""
    if not there.exists():
        return LocalText(
            zh="无法创建：所在的磁盘不存在", en="cannot be made: there is no such drive"
        )
    if not there.is_dir():
        return LocalText(
            zh=f"无法创建：{there} 是文件，不是文件夹",
            en=f"cannot be made: {there} is a file, not a folder",
        )
    return LocalText(zh=f"不可写：{there}", en=f"cannot be written: {there}")


def check_gpu() -> list[Check]:
    """The GPUs that the driver's own tool tells of; no neural library is asked."""
    found = _nvidia()
    if found:
        detail = same(" · ".join(found))
    elif sys.platform == "darwin" and platform.machine() == "arm64":
        detail = LocalText(zh="Apple 芯片（Metal）", en="Apple silicon (Metal)")
    else:
        return [
            Check(
                id="machine.gpu",
                group="machine",
                title=LocalText(zh="显卡", en="GPU"),
                state="warn",
                optional=True,
                detail=LocalText(
                    zh="没有可用的显卡：使用内置引擎", en="No GPU: embedded engines are used"
                ),
                fix=systems(
                    "sudo apt install nvidia-driver (NVIDIA)",
                    "Apple silicon: nothing to install",
                    "nvidia.com/drivers (NVIDIA)",
                ),
            )
        ]
    title = LocalText(zh="显卡", en="GPU")
    return [Check(id="machine.gpu", group="machine", title=title, state="ok", detail=detail)]


def _nvidia() -> list[str]:
    """One line per NVIDIA GPU: name, memory, driver."""
    tool = shutil.which("nvidia-smi")
    if tool is None:
        return []
    try:
        done = subprocess.run(
            [tool, "--query-gpu=name,memory.total,driver_version", "--format=csv,noheader"],
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=2,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (OSError, subprocess.TimeoutExpired):
        return []
    return (
        [line.strip() for line in done.stdout.splitlines() if line.strip()]
        if not done.returncode
        else []
    )
