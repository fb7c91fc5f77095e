"""The asset folder: content-addressed files, written whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
from pathlib import Path

from pipelines.sdk.assets import Asset, AssetKind
from pipelines.sdk.errors import NotFoundError, StorageError

__all__ = ["AssetFolder", "storage_error", "write_whole"]

_CHUNK = 1 << 20


def storage_error(error: OSError, path: Path) -> StorageError:
    """An operating system's refusal in words a person can act on."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        fault = StorageError(f"the disk is full: {path} was not written", "free some space")
    elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        fault = StorageError(f"no permission to write {path}", "choose another folder")
    else:
        fault = StorageError(f"{path} cannot be written: {error.strerror or error}")
    fault.__cause__ = error
    return fault


def _sync_folder(folder: Path) -> None:
    """Make a rename durable. Windows cannot open folders and needs none of it."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_whole(data: bytes, target: Path) -> None:
    """Write a file under a temporary name, sync it, and rename it: never half a file.

    Raises:
        StorageError: The disk is full or the folder cannot be written.
    """
    partial = target.with_name(f".{target.name}.{secrets.token_hex(4)}.partial")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with partial.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(target)
        _sync_folder(target.parent)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise storage_error(error, target) from error


class AssetFolder:
    """``assets/ab/abcd….png`` under a data folder. Processes share it without a lock.

    Args:
        data: The data folder; ``assets`` and ``scratch`` are made in it.
    """

    def __init__(self, data: Path) -> None:
        self._root = data / "assets"
        self.scratch_root = data / "scratch"

    def path(self, asset: Asset) -> Path:
        """Where the asset's file lies.

        Raises:
            NotFoundError: The file is gone.
        """
        path = self._at(asset.sha256, asset.suffix)
        if not path.is_file():
            raise NotFoundError(
                f"asset {asset.sha256[:12]}{asset.suffix} is gone from {self._root}",
                "run the job again: it is made anew",
            )
        return path

    def holds(self, asset: Asset) -> bool:
        """Whether the file is there with its full size."""
        try:
            return self._at(asset.sha256, asset.suffix).stat().st_size == asset.size
        except OSError:
            return False

    def add(self, file: Path, kind: AssetKind, meta: dict[str, int | float | str]) -> Asset:
        """Move a file on the same disk into the folder; equal content is stored once.

        Raises:
            StorageError: The file cannot be read, synced or moved.
        """
        try:
            sha, size = hashlib.sha256(), 0
            with file.open("rb+") as stream:
                while chunk := stream.read(_CHUNK):
                    sha.update(chunk)
                    size += len(chunk)
                os.fsync(stream.fileno())
            asset = Asset(
                sha256=sha.hexdigest(), kind=kind, suffix=file.suffix.lower(), size=size, meta=meta
            )
            target = self._at(asset.sha256, asset.suffix)
            if self.holds(asset):
                file.unlink()
                return asset
            target.parent.mkdir(parents=True, exist_ok=True)
            file.replace(target)
            _sync_folder(target.parent)
        except OSError as error:
            raise storage_error(error, file) from error
        return asset

    def add_bytes(
        self, data: bytes, kind: AssetKind, suffix: str, meta: dict[str, int | float | str]
    ) -> Asset:
        """Store bytes; ``suffix`` with its dot."""
        asset = Asset(
            sha256=hashlib.sha256(data).hexdigest(),
            kind=kind,
            suffix=suffix.lower(),
            size=len(data),
            meta=meta,
        )
        if not self.holds(asset):
            write_whole(data, self._at(asset.sha256, asset.suffix))
        return asset

    def drop(self, asset: Asset) -> None:
        """Delete the file, if it is there.

        Raises:
            StorageError: It may not be deleted, or is open on Windows.
        """
        path = self._at(asset.sha256, asset.suffix)
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise storage_error(error, path) from error

    def _at(self, sha256: str, suffix: str) -> Path:
        return self._root / sha256[:2] / f"{sha256}{suffix}"
