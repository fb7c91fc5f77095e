"""The static manifest of engines and workflows."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from pipelines.sdk import Frozen, Generator, LocalText, Resources, Workflow

__all__ = ["EngineCard", "Manifest", "WorkflowCard", "engine_card", "workflow_card"]


class EngineCard(Frozen):
    """All that is known of an engine without importing it."""

    id: str
    role: str
    version: str
    title: LocalText
    summary: LocalText
    licence: str
    commercial: Literal["yes", "no", "conditional", "unknown"]
    resources: Resources
    call: str = Field(description="module:attribute of the Generator")
    params: dict[str, Any] = Field(description="JSON schema of its params")


class WorkflowCard(Frozen):
    """All that is known of a workflow without importing it."""

    id: str
    version: str
    title: LocalText
    summary: LocalText
    call: str
    params: dict[str, Any]


class Manifest(Frozen):
    """One package's engines and workflows; ``api`` is the SDK's API they are written for."""

    api: Literal[1] = 1
    engines: tuple[EngineCard, ...] = ()
    workflows: tuple[WorkflowCard, ...] = ()


def engine_card(engine: Generator[Any, Any], call: str) -> EngineCard:
    """The card of a declared engine."""
    return EngineCard(
        id=engine.id,
        role=engine.role.id,
        version=engine.version,
        title=engine.title,
        summary=engine.summary,
        licence=engine.licence,
        commercial=engine.commercial,
        resources=engine.resources,
        call=call,
        params=engine.params.model_json_schema(),
    )


def workflow_card(flow: Workflow[Any, Any], call: str) -> WorkflowCard:
    """The card of a declared workflow."""
    return WorkflowCard(
        id=flow.id,
        version=flow.version,
        title=flow.title,
        summary=flow.summary,
        call=call,
        params=flow.params.model_json_schema(),
    )
