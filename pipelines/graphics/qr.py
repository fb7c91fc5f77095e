"""QR codes as PNG bytes. Needs no Qt."""

from __future__ import annotations

import io

from pipelines.sdk import InputError

__all__ = ["qr_png"]


def qr_png(link: str, side: int = 640) -> bytes:
    """A QR code with its quiet zone of four modules, black on white.

    Args:
        link: What it leads to.
        side: Side of the picture is at least half of this, px; modules are whole pixels.

    Raises:
        InputError: The link is longer than a QR code can hold.
    """
    import segno

    try:
        code = segno.make(link, error="m", micro=False)
    except ValueError as error:
        raise InputError(
            f"a link of {len(link)} characters makes no QR code", "use a shorter link"
        ) from error
    modules = code.symbol_size(border=4)[0]
    out = io.BytesIO()
    code.save(out, kind="png", scale=max(2, side // modules), border=4)
    return out.getvalue()
