"""Where a file comes from: the steps behind it, down to what a person gave."""

from __future__ import annotations

from typing import Any

from studio.app.studio import Studio
from studio.jobs.memo import assets_in_json
from studio.store import JobRow, StepRow

__all__ = ["engines_behind", "file_recipes", "steps_behind"]


def steps_behind(studio: Studio, sha256: str) -> list[StepRow]:
    """Every step that led to an asset, the last one first."""
    found: dict[str, StepRow] = {}
    todo = [sha256]
    while todo:
        key = studio.assets.step_of(todo.pop())
        if key is None or key in found or (step := studio.steps.get(key)) is None:
            continue
        found[key] = step
        todo += [asset.sha256 for asset in assets_in_json(step.params)]
    return list(found.values())


def _step_record(studio: Studio, step: StepRow) -> dict[str, Any]:
    card = studio.registry.engines.get(step.engine)
    return {
        "role": step.role,
        "engine": step.engine,
        "version": step.version,
        "licence": card.licence if card else "unknown",
        "commercial": card.commercial if card else "unknown",
        "params": step.params,
        "inputs": sorted({asset.sha256 for asset in assets_in_json(step.params)}),
        "outputs": sorted({asset.sha256 for asset in assets_in_json(step.outputs)}),
        "seconds": round(step.seconds, 3),
    }


def file_recipes(studio: Studio, job: JobRow) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The files of a job's result with their steps, and all these steps by key."""
    assert job.result is not None
    steps: dict[str, Any] = {}
    files: list[dict[str, Any]] = []
    for file in job.result["files"]:
        asset = file["asset"]
        behind = steps_behind(studio, asset["sha256"])
        for step in behind:
            if step.key not in steps:
                steps[step.key] = _step_record(studio, step)
        files.append(
            {
                "path": file["path"],
                "sha256": asset["sha256"],
                "size": asset["size"],
                "kind": asset["kind"],
                "meta": asset["meta"],
                "title": file["title"],
                "steps": [step.key for step in behind],
            }
        )
    return files, steps


def engines_behind(studio: Studio, job: JobRow) -> list[dict[str, str]]:
    """Each engine that had a part in a job, once: id, version, licence, commercial use."""
    engines: dict[str, dict[str, str]] = {}
    for step, _, _ in studio.steps.of_job(job.id):
        card = studio.registry.engines.get(step.engine)
        engines[step.engine] = {
            "id": step.engine,
            "version": step.version,
            "role": step.role,
            "licence": card.licence if card else "unknown",
            "commercial": card.commercial if card else "unknown",
        }
    return [engines[key] for key in sorted(engines)]
