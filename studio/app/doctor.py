"""What this machine has, what it lacks, and how to get it.

``examine`` only looks: it installs nothing, opens no window, and imports no neural library.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from pipelines.sdk import LocalText
from studio.app.doctor_check import Check
from studio.app.doctor_libraries import check_libraries, check_models, check_neural
from studio.app.doctor_machine import check_data_folder, check_gpu, check_machine
from studio.app.doctor_programs import check_encoders, check_fonts, check_speech
from studio.app.doctor_templates import check_templates

__all__ = ["Check", "examine"]


def examine(data_folder: Path) -> list[Check]:
    """Look at the machine, the programs, the fonts, the libraries and the models.

    Programs are tried at the same time, so it takes as long as the slowest of them. A check that
    fails itself becomes a line of the list; it never ends the others.

    Args:
        data_folder: Where the studio keeps its data; need not exist yet.
    """
    with ThreadPoolExecutor(max_workers=4, thread_name_prefix="doctor") as pool:
        encoders = pool.submit(check_encoders)
        speech = pool.submit(check_speech)
        gpu = pool.submit(check_gpu)
        now: list[tuple[str, Callable[[], Sequence[Check]]]] = [
            ("machine", check_machine),
            ("data", lambda: check_data_folder(data_folder)),
            # fonts are asked in this thread: Qt wants its application where it was made
            ("fonts", check_fonts),
            ("templates", lambda: check_templates(data_folder)),
            ("libraries", check_libraries),
            ("neural", check_neural),
            ("models", lambda: check_models(data_folder / "models")),
        ]
        done = {name: _survive(name, look) for name, look in now}
        waited: list[tuple[str, Future[list[Check]]]] = [
            ("gpu", gpu),
            ("encoders", encoders),
            ("speech", speech),
        ]
        done |= {name: _survive(name, future.result) for name, future in waited}
    order = (
        "machine",
        "data",
        "gpu",
        "encoders",
        "speech",
        "fonts",
        "templates",
        "libraries",
        "neural",
        "models",
    )
    return [check for name in order for check in done[name]]


def _survive(name: str, look: Callable[[], Sequence[Check]]) -> list[Check]:
    try:
        return list(look())
    except Exception as error:  # a doctor must come to an end on any machine
        return [
            Check(
                id=f"doctor.{name}",
                group="machine",
                title=LocalText(zh=f"检查 {name}", en=f"Checking {name}"),
                state="warn",
                detail=LocalText(
                    zh=f"检查未能完成：{type(error).__name__}: {error}",
                    en=f"The check itself failed: {type(error).__name__}: {error}",
                ),
                fix=LocalText(zh="请把这一行附在问题报告里", en="Please add this line to a report"),
            )
        ]
