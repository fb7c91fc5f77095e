"""A brand kit from its file: TOML, either the brand alone or a whole brief."""

from __future__ import annotations

import tomllib
from pathlib import Path

from pydantic import ValidationError

from pipelines.documents.brand import BrandKit
from pipelines.documents.brief import Brief
from pipelines.protocol import AssetFolder
from studio.app.briefs import explain, import_photo, picture_size, with_pictures
from studio.errors import InputError, NotFoundError

__all__ = ["import_kit", "read_kit"]

_MOST_BYTES = 1 << 20


def read_kit(file: Path) -> BrandKit:
    """Read and check a brand kit; paths of its pictures become absolute.

    Raises:
        NotFoundError: No such file, or one of its pictures is not there.
        InputError: It is no TOML, or something in it is wrong.
    """
    try:
        if file.stat().st_size > _MOST_BYTES:
            raise InputError(f"{file} is larger than 1 MB", "a brand kit is a short TOML file")
        data = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise NotFoundError(f"there is no brand kit {file}", "check the path") from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{file} is no valid TOML: {error}", "mend that line") from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file} cannot be read: {error}", "save it as UTF-8 text") from error
    try:
        if "product" in data:
            kit = Brief.model_validate(data).brand
        else:
            kit = BrandKit.model_validate(data.get("brand", data))
    except ValidationError as error:
        raise explain(error, str(file), Brief if "product" in data else BrandKit) from error
    for photo in kit.pictures():
        photo.path = str(file.absolute().parent / photo.path)
        picture_size(Path(photo.path), str(file))
    return kit


def import_kit(kit: BrandKit, folder: AssetFolder) -> BrandKit:
    """A copy of the kit that refers to assets."""
    kit = kit.model_copy(deep=True)
    return with_pictures(kit, lambda photo: import_photo(photo, folder, "logo")[0])
