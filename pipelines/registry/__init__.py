"""Which engines and workflows there are, read from manifests without importing them."""

from pipelines.registry.discovery import Registry, discover
from pipelines.registry.manifest import EngineCard, Manifest, WorkflowCard

__all__ = ["EngineCard", "Manifest", "Registry", "WorkflowCard", "discover"]
