"""Python libraries and models: what is installed, told from metadata and folders alone."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from models_registry.catalog import ModelCard, load_catalogue
from pipelines.sdk import LocalText
from studio.app.doctor_check import Check, same

__all__ = ["check_libraries", "check_models", "check_neural"]

_DISTRIBUTION = "aigc-studio"
_NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*")
_BOUND = re.compile(r"(==|>=|<)\s*([\d.]+)")
# Versions that were tried together.
_NEURAL = {
    "torch": "2.13.0",
    "torchaudio": "2.11.0",
    "torchcodec": "0.13.0",
    "diffusers": "0.42.1",
    "transformers": "5.23.0",
    "accelerate": "1.15.0",
    "safetensors": "0.8.0",
    "coqui-tts": "0.28.0",
    "mediapipe": "0.10.21",
}
_COMMERCIAL = {
    "yes": ("可商用", "commercial use allowed"),
    "no": ("不可商用", "no commercial use"),
    "conditional": ("有条件商用", "commercial use on conditions"),
    "unknown": ("商用许可未知", "commercial use unknown"),
}


def check_libraries() -> list[Check]:
    """The libraries the studio is declared to need, with their versions."""
    try:
        declared = requires(_DISTRIBUTION) or []
    except PackageNotFoundError:
        return [
            Check(
                id="libraries.studio",
                group="libraries",
                title=same("AIGC Studio"),
                state="warn",
                detail=LocalText(
                    zh="从源码运行，未安装：无法核对依赖",
                    en="Runs from source, not installed: dependencies cannot be compared",
                ),
                fix=same("pip install -e ."),
            )
        ]
    return [_library(line) for line in declared if "extra ==" not in line]


def _library(requirement: str) -> Check:
    wanted = requirement.partition(";")[0].strip()
    match = _NAME.match(wanted)
    name = match.group() if match else wanted
    found, bounds = _version(name), wanted[len(name) :]
    fits = bool(found) and _within(found, bounds)
    detail = same(found) if found else LocalText(zh="未安装", en="Not installed")
    if found and not fits:
        detail = LocalText(zh=f"{found}，应为 {bounds}", en=f"{found}, should be {bounds}")
    return Check(
        id=f"libraries.{name}",
        group="libraries",
        title=same(name),
        state="ok" if fits else ("warn" if found else "missing"),
        detail=detail,
        fix=None if fits else same(f'pip install "{wanted}"'),
    )


def _within(found: str, bounds: str) -> bool:
    """Whether a release lies within ``>=``, ``<``, ``==`` bounds; other signs are not judged."""
    here = _numbers(found)
    for sign, text in _BOUND.findall(bounds):
        there = _numbers(text)
        if (
            (sign == "==" and here != there)
            or (sign == ">=" and here < there)
            or (sign == "<" and here >= there)
        ):
            return False
    return True


def _numbers(release: str) -> tuple[int, ...]:
    """The numbers of a release, without trailing zeros: ``"2.0.0rc1"`` → ``(2,)``."""
    match = re.match(r"[\d.]+", release)
    parts = [int(part) for part in match.group().split(".") if part] if match else []
    while parts and parts[-1] == 0:
        parts.pop()
    return tuple(parts)


def check_neural() -> list[Check]:
    """Libraries of neural engines. They are not imported: that alone would take seconds."""
    checks = []
    for name, tried in _NEURAL.items():
        found = _version(name)
        checks.append(
            Check(
                id=f"neural.{name}",
                group="neural",
                title=same(name),
                state="ok" if found else "missing",
                optional=True,
                detail=same(found)
                if found
                else LocalText(
                    zh="未安装：使用内置引擎", en="Not installed: embedded engines are used"
                ),
                fix=None if found else same(f"pip install {name}=={tried}"),
            )
        )
    return checks


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def check_models(folder: Path) -> list[Check]:
    """Every model of the catalogue: installed or not, with its size and licence."""
    return [_model(card, folder / card.id) for card in load_catalogue()]


def _model(card: ModelCard, folder: Path) -> Check:
    installed = folder.is_dir() and any(folder.iterdir())
    zh, en = _COMMERCIAL[card.commercial]
    size = f"{card.size_gb:g} GB" if card.size_gb is not None else "? GB"
    facts = f"{card.role} · {size} · {card.licence or '?'}"
    doubt_zh, doubt_en = ("", "") if card.verified else ("，未核实", ", not verified")
    return Check(
        id=f"models.{card.id}",
        group="models",
        title=same(card.title),
        state="ok" if installed else "missing",
        optional=True,
        detail=LocalText(
            zh=f"{facts} · {zh}{doubt_zh}：{card.commercial_reason.zh}",
            en=f"{facts} · {en}{doubt_en}: {card.commercial_reason.en}",
        ),
        fix=None
        if installed
        else LocalText(
            zh="不是必需：内置引擎不用下载模型", en="Not needed: embedded engines use no models"
        ),
    )
