"""HDR and wide-gamut video as standard BT.709: a colour table for ffmpeg's ``lut3d``.

Tone-mapped by ourselves, as not every ffmpeg build has ``zscale``; a table is also faster.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

__all__ = ["sdr_colours", "write_cube"]

Colours = NDArray[np.float64]

_SDR_WHITE = 203.0
"""cd/m² of diffuse white (ITU-R BT.2408-7, 2.2)."""
_USUAL_PEAK = 1000.0
_NODES = 49

# BT.2020 and Display P3 to BT.709 in linear light (ITU-R BT.2087-0, 2; SMPTE EG 432-1).
_TO_709 = {
    "bt2020": np.array(
        [[1.6605, -0.5876, -0.0728], [-0.1246, 1.1329, -0.0083], [-0.0182, -0.1006, 1.1187]]
    ),
    "smpte432": np.array(
        [[1.2249, -0.2247, 0.0], [-0.0420, 1.0419, 0.0], [-0.0197, -0.0786, 1.0979]]
    ),
}
_LUMA_709 = np.array([0.2126, 0.7152, 0.0722])
_LUMA_2020 = np.array([0.2627, 0.6780, 0.0593])

# SMPTE ST 2084
_M1, _M2 = 2610 / 16384, 2523 / 4096 * 128
_C1, _C2, _C3 = 3424 / 4096, 2413 / 4096 * 32, 2392 / 4096 * 32


def _pq_to_light(code: Colours) -> Colours:
    """PQ code 0–1 → cd/m² (SMPTE ST 2084, equation 4)."""
    power = np.clip(code, 0, 1) ** (1 / _M2)
    return 10000 * (np.maximum(power - _C1, 0) / (_C2 - _C3 * power)) ** (1 / _M1)


def _light_to_pq(light: Colours) -> Colours:
    power = (np.maximum(light, 0) / 10000) ** _M1
    return ((_C1 + _C2 * power) / (1 + _C3 * power)) ** _M2


def _hlg_to_light(code: Colours) -> Colours:
    """HLG code ``[..., 3]`` → cd/m² on a display of 1000 cd/m² (ITU-R BT.2100-2, table 5)."""
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    code = np.clip(code, 0, 1)
    scene = np.where(code <= 0.5, code**2 / 3, (np.exp((code - c) / a) + b) / 12)
    luminance = (scene @ _LUMA_2020)[..., None]
    return _USUAL_PEAK * np.maximum(luminance, 1e-9) ** 0.2 * scene


def _rolled_off(light: Colours, peak: float) -> Colours:
    """Light up to ``peak`` pressed below diffuse white, dark and middle tones kept.

    The knee of ITU-R BT.2390-10, 5.4, in PQ.
    """
    source, target = (float(_light_to_pq(np.array(v))) for v in (peak, _SDR_WHITE))
    top = target / source
    if top >= 1:
        return light
    knee = 1.5 * top - 0.5
    code = np.clip(_light_to_pq(light) / source, 0, 1)
    t = (np.maximum(code, knee) - knee) / (1 - knee)
    spline = (
        (2 * t**3 - 3 * t**2 + 1) * knee
        + (t**3 - 2 * t**2 + t) * (1 - knee)
        + (-2 * t**3 + 3 * t**2) * top
    )
    return _pq_to_light(np.where(code < knee, code, spline) * source)


def _inside(colours: Colours) -> Colours:
    """Linear BT.709 colours into 0–1, by taking away saturation: hue and luminance stay."""
    grey = np.clip(colours @ _LUMA_709, 0, 1)[..., None]
    away = colours - grey
    with np.errstate(divide="ignore", invalid="ignore"):
        room = np.where(away > 0, (1 - grey) / away, np.where(away < 0, -grey / away, np.inf))
    share = np.clip(np.nanmin(room, axis=-1, keepdims=True), 0, 1)
    return np.clip(grey + away * share, 0, 1)


def sdr_colours(code: Colours, transfer: str, primaries: str, peak: float = 0.0) -> Colours:
    """R′G′B′ codes of HDR or wide-gamut video as BT.709 codes.

    Args:
        code: ``[..., 3]``, 0–1.
        transfer: ffmpeg's name: ``smpte2084`` (PQ), ``arib-std-b67`` (HLG), else plain gamma.
        primaries: ffmpeg's name.
        peak: Brightest light in cd/m², 0: unknown.
    """
    if transfer in ("smpte2084", "arib-std-b67"):
        pq = transfer == "smpte2084"
        light = _pq_to_light(code) if pq else _hlg_to_light(code)
        top = min(4000.0, max(400.0, peak)) if peak and pq else _USUAL_PEAK
        # One gain for all three channels, by the strongest: the hue stays.
        strongest = np.maximum(light.max(axis=-1, keepdims=True), 1e-6)
        linear = light * (_rolled_off(strongest, top) / strongest) / _SDR_WHITE
    else:
        linear = np.clip(code, 0, 1) ** 2.4
    matrix = _TO_709.get(primaries)
    if matrix is not None:
        linear = linear @ matrix.T
    return _inside(linear) ** (1 / 2.4)  # BT.1886, the display of BT.709


def write_cube(file: Path, transfer: str, primaries: str, peak: float = 0.0) -> None:
    """Write :func:`sdr_colours` as a .cube table, red running fastest."""
    steps = np.linspace(0, 1, _NODES)
    blue, green, red = np.meshgrid(steps, steps, steps, indexing="ij")
    code = np.stack([red, green, blue], axis=-1).reshape(-1, 3)
    with file.open("w", encoding="ascii") as out:
        out.write(f"LUT_3D_SIZE {_NODES}\n")
        np.savetxt(out, sdr_colours(code, transfer, primaries, peak), fmt="%.6f")
