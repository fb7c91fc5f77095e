"""Find manifests by entry point and read them as files: no plugin code runs on discovery."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pipelines.registry.manifest import EngineCard, Manifest, WorkflowCard
from pipelines.sdk import EngineError, Generator, NotFoundError, StudioError, Workflow

__all__ = ["GROUP", "Registry", "discover", "load"]

GROUP = "aigc_studio.generators"
"""Entry point group; a value is ``package.sub:file.json``."""


def _manifest_file(entry: EntryPoint) -> Path:
    """The file behind ``package.sub:file.json``; only the top package is located, none imported."""
    top, *rest = entry.module.split(".")
    spec = importlib.util.find_spec(top)
    if spec is None or not spec.submodule_search_locations:
        raise NotFoundError(f"package {top!r} of plugin {entry.name!r} is not installed")
    return Path(next(iter(spec.submodule_search_locations)), *rest, entry.attr)


@dataclass(frozen=True)
class Registry:
    """Engines and workflows by id, and what could not be read."""

    engines: dict[str, EngineCard]
    workflows: dict[str, WorkflowCard]
    faults: tuple[StudioError, ...] = field(default=())

    def engine(self, id: str) -> EngineCard:
        """The engine of that id, or ``NotFoundError`` that names the nearest one."""
        return _named(self.engines, id, "engine")

    def workflow(self, id: str) -> WorkflowCard:
        """The workflow of that id, or ``NotFoundError`` that names the nearest one."""
        return _named(self.workflows, id, "workflow")

    def for_role(self, role: str) -> list[EngineCard]:
        """Every engine of a role, the built-in ones first."""
        return [card for card in self.engines.values() if card.role == role]

    def pick(self, role: str, wanted: str | None = None) -> EngineCard:
        """The engine to use for a role: the wanted one, or the first there is."""
        if wanted is not None:
            card = self.engine(wanted)
            if card.role != role:
                raise NotFoundError(f"engine {wanted} fills {card.role}, not {role}")
            return card
        for card in self.for_role(role):
            return card
        raise NotFoundError(f"no engine for {role} is installed", "see: aigc-studio generators")


def _named(cards: dict[str, Any], id: str, what: str) -> Any:
    if id in cards:
        return cards[id]
    from difflib import get_close_matches

    near = get_close_matches(id, cards, n=1)
    raise NotFoundError(
        f"no {what} is called {id!r}",
        f"did you mean {near[0]!r}?" if near else "see: aigc-studio generators",
    )


def discover(entries: Iterable[EntryPoint] | None = None) -> Registry:
    """Read every manifest. A broken one is reported in ``faults`` and left out.

    Args:
        entries: Entry points to read; None: all installed ones.
    """
    found = list(entry_points(group=GROUP) if entries is None else entries)
    found.sort(key=lambda e: (e.name != "builtin", e.name))
    engines: dict[str, EngineCard] = {}
    workflows: dict[str, WorkflowCard] = {}
    faults: list[StudioError] = []
    for entry in found:
        try:
            text = _manifest_file(entry).read_text(encoding="utf-8")
            manifest = Manifest.model_validate_json(text)
        except StudioError as error:
            faults.append(error)
            continue
        except (OSError, ValidationError) as error:
            fault = NotFoundError(f"the manifest of plugin {entry.name!r} cannot be read")
            fault.__cause__ = error
            faults.append(fault)
            continue
        for card in manifest.engines:
            engines.setdefault(card.id, card)
        for flow in manifest.workflows:
            workflows.setdefault(flow.id, flow)
    return Registry(engines, workflows, tuple(faults))


def load(call: str) -> Generator[Any, Any] | Workflow[Any, Any]:
    """Import the engine or workflow behind ``module:attribute``. Only workers do this."""
    module, _, attribute = call.partition(":")
    try:
        thing = getattr(importlib.import_module(module), attribute)
    except (ImportError, AttributeError) as error:
        raise EngineError(f"{call} cannot be imported", "reinstall the plugin") from error
    if not isinstance(thing, (Generator, Workflow)):
        raise EngineError(f"{call} is neither an engine nor a workflow")
    return thing
