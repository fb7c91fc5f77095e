"""What an author of engines and workflows needs, and nothing else. Depends on pydantic only."""

from pipelines.sdk.assets import Asset, AssetKind, assets_in
from pipelines.sdk.context import Context, Pending, WorkflowContext
from pipelines.sdk.errors import (
    BusyError,
    Cancelled,
    EngineError,
    InputError,
    MissingTool,
    NotFoundError,
    OutOfMemory,
    ProtocolError,
    StorageError,
    StudioError,
    WorkerDied,
)
from pipelines.sdk.generator import Generator, Resources, Workflow, generator, workflow
from pipelines.sdk.params import Frozen, Outputs, Params, hint
from pipelines.sdk.roles import Role
from pipelines.sdk.words import Language, LocalText, language_of

__all__ = [
    "Asset",
    "AssetKind",
    "BusyError",
    "Cancelled",
    "Context",
    "EngineError",
    "Frozen",
    "Generator",
    "InputError",
    "Language",
    "LocalText",
    "MissingTool",
    "NotFoundError",
    "OutOfMemory",
    "Outputs",
    "Params",
    "Pending",
    "ProtocolError",
    "Resources",
    "Role",
    "StorageError",
    "StudioError",
    "WorkerDied",
    "Workflow",
    "WorkflowContext",
    "assets_in",
    "generator",
    "hint",
    "language_of",
    "workflow",
]
