"""Try an engine without the studio, and hold it to its promises.

``LocalContext`` runs a generator in this process, with a folder for its assets::

    ctx = LocalContext(tmp_path)
    picture = sepia(SepiaParams(image=ctx.add(Path("photo.png"), "image")), ctx)
    print(ctx.path(picture.image))

``check_generator`` is the conformance suite that every engine passes.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from pipelines.sdk.assets import Asset, AssetKind, assets_in
from pipelines.sdk.errors import Cancelled, NotFoundError
from pipelines.sdk.generator import Generator

__all__ = ["LocalContext", "check_generator"]


class LocalContext:
    """A context that keeps assets in a folder and remembers progress.

    Args:
        folder: Where assets and scratch files go; made if missing.
        cancel_after: Raise ``Cancelled`` at this many progress calls; None: never.
    """

    def __init__(self, folder: Path, cancel_after: int | None = None) -> None:
        self._assets = folder / "assets"
        self._assets.mkdir(parents=True, exist_ok=True)
        self._scratch = Path(tempfile.mkdtemp(prefix="scratch-", dir=folder))
        self._cancel_after = cancel_after
        self.told: list[tuple[float, str]] = []
        self.previews = 0

    @property
    def scratch(self) -> Path:
        return self._scratch

    def path(self, asset: Asset) -> Path:
        path = self._assets / f"{asset.sha256}{asset.suffix}"
        if not path.exists():
            raise NotFoundError(f"asset {asset.sha256[:12]} is not in {self._assets}")
        return path

    def save(self, file: Path, kind: AssetKind, **meta: int | float | str) -> Asset:
        with file.open("rb") as opened:  # never read as a whole: memory is measured here too
            sha = hashlib.file_digest(opened, "sha256").hexdigest()
        size, suffix = file.stat().st_size, file.suffix.lower()
        shutil.move(file, self._assets / f"{sha}{suffix}")
        return Asset(sha256=sha, kind=kind, suffix=suffix, size=size, meta=meta)

    def save_bytes(
        self, data: bytes, kind: AssetKind, suffix: str, **meta: int | float | str
    ) -> Asset:
        sha = hashlib.sha256(data).hexdigest()
        asset = Asset(sha256=sha, kind=kind, suffix=suffix.lower(), size=len(data), meta=meta)
        (self._assets / f"{sha}{asset.suffix}").write_bytes(data)
        return asset

    def add(self, file: Path, kind: AssetKind, **meta: int | float | str) -> Asset:
        """Copy a file of one's own into the asset folder."""
        copy = self._scratch / f"in-{file.name}"
        shutil.copyfile(file, copy)
        return self.save(copy, kind, **meta)

    def progress(self, fraction: float, message: str = "") -> None:
        if not 0 <= fraction <= 1:
            raise ValueError(f"progress must be 0–1, not {fraction}")
        self.told.append((fraction, message))
        if self._cancel_after is not None and len(self.told) >= self._cancel_after:
            raise Cancelled

    def steps(self, work: int | Sequence[Any] | Iterable[Any], label: str = "") -> Iterator[Any]:
        items = range(work) if isinstance(work, int) else list(work)
        for done, item in enumerate(items):
            self.progress(done / max(1, len(items)), label)
            yield item
        self.progress(1.0, label)

    def preview(self, file: Path) -> None:
        if not file.exists():
            raise ValueError(f"preview {file} does not exist")
        self.previews += 1


def _run(engine: Generator[Any, Any], params: Any, ctx: LocalContext) -> Any:
    outputs = engine(params, ctx)
    if not isinstance(outputs, engine.outputs):
        raise AssertionError(f"{engine.id} returned {type(outputs).__name__}")
    return outputs


def check_generator(
    engine: Generator[Any, Any],
    params: Any,
    source: LocalContext,
    *,
    same_bytes: bool = True,
    slow: bool = True,
) -> Any:
    """Hold an engine to the contract; raises ``AssertionError`` with what to mend.

    Checked: params survive JSON; outputs survive JSON and their files are as large as they say;
    the same params give the same result; progress is told and rises; ``Cancelled`` gets through;
    nothing is left in the scratch folder's parent; a nonsense param is refused.

    Args:
        engine: What to check.
        params: Valid params whose assets live in ``source``.
        source: The context the input assets were added to.
        same_bytes: Whether equal params must give equal bytes (off for engines that say so).
        slow: Whether the engine is one that must tell progress and can be cancelled.

    Returns:
        The outputs of the first run.
    """
    wire = json.loads(params.model_dump_json())
    again = engine.params.model_validate(wire)
    assert again == params, f"{engine.id}: params change when sent as JSON"

    first = _run(engine, params, source)
    echoed = engine.outputs.model_validate_json(first.model_dump_json())
    assert echoed == first, f"{engine.id}: outputs change when sent as JSON"
    for asset in assets_in(first):
        path = source.path(asset)
        assert path.stat().st_size == asset.size > 0, f"{engine.id}: {path} has a wrong size"

    second = _run(engine, params, source)
    if same_bytes:
        assert second == first, f"{engine.id}: the same params gave another result"

    told = [fraction for fraction, _ in source.told]
    if slow:
        assert told, f"{engine.id}: tells no progress (use ctx.progress or ctx.steps)"
        cancelling = LocalContext(source._assets.parent, cancel_after=1)
        try:
            engine(params, cancelling)
        except Cancelled:
            pass
        else:
            raise AssertionError(f"{engine.id}: went on after Cancelled")

    try:
        engine.params.model_validate({**wire, "no_such_param_": 1})
    except ValueError:
        pass
    else:
        raise AssertionError(f"{engine.id}: accepts unknown params")
    assert engine.title.zh and engine.title.en, f"{engine.id}: title wants zh and en"
    assert engine.summary.zh and engine.summary.en, f"{engine.id}: summary wants zh and en"
    return first
