"""A page's colours as inks: the RGB PDF that Qt writes, with every colour and picture separated.

Qt keeps pictures in RGB whatever colour model it is asked for, and knows no profile; so its
finished page is rewritten. Type stays vectors and text stays text.
"""

from __future__ import annotations

import io
import re
from typing import Any

from PIL import Image

from pipelines.graphics.poster.press_colour import Press

__all__ = ["separated_pdf"]

_NUMBER = rb"[-+]?[0-9]*\.?[0-9]+"
_COLOUR = re.compile(
    rb"(?<=[\s])(" + _NUMBER + rb") (" + _NUMBER + rb") (" + _NUMBER + rb") (scn|SCN|rg|RG)(?=\s)"
)
_QUALITY = 95  # of the JPEG that holds the art


def separated_pdf(page: bytes, press: Press) -> bytes:
    """The page in the press's four inks, with its profile as output intent."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import (
        ArrayObject,
        DecodedStreamObject,
        DictionaryObject,
        NameObject,
        NumberObject,
        TextStringObject,
    )

    pdf = PdfWriter(clone_from=PdfReader(io.BytesIO(page)))
    sheet = pdf.pages[0]
    resources: Any = sheet["/Resources"]
    content = DecodedStreamObject()
    contents: Any = sheet.get_contents()
    content.set_data(_recoloured(contents.get_data(), press))
    sheet[NameObject("/Contents")] = pdf._add_object(content.flate_encode())
    _spaces(resources)
    for pattern in resources.get("/Pattern", {}).values():
        _pattern(pattern.get_object(), press)
    for name, item in dict(resources.get("/XObject", {})).items():
        thing = item.get_object()
        if thing.get("/Subtype") == "/Image" and thing.get("/ColorSpace") == "/DeviceRGB":
            resources["/XObject"][NameObject(name)] = pdf._add_object(_picture(thing, press))
    profile = DecodedStreamObject()
    profile.set_data(press.profile)
    profile[NameObject("/N")] = NumberObject(4)
    intent = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/OutputIntent"),
            NameObject("/S"): NameObject("/GTS_PDFX"),
            NameObject("/OutputConditionIdentifier"): TextStringObject(press.name),
            NameObject("/Info"): TextStringObject(press.name),
            NameObject("/DestOutputProfile"): pdf._add_object(profile.flate_encode()),
        }
    )
    pdf.root_object[NameObject("/OutputIntents")] = ArrayObject([pdf._add_object(intent)])
    pdf._ID = None
    out = io.BytesIO()
    pdf.write(out)
    return out.getvalue()


def _recoloured(content: bytes, press: Press) -> bytes:
    """Every colour operator with four inks; equal colours are converted once."""
    known: dict[tuple[bytes, ...], bytes] = {}

    def inks(match: re.Match[bytes]) -> bytes:
        rgb = match.groups()[:3]
        if rgb not in known:
            values = press.inks(*(min(1.0, max(0.0, float(part))) for part in rgb))
            known[rgb] = b" ".join(b"%.4f" % value for value in values)
        fill = match[4] in (b"scn", b"rg")
        return known[rgb] + (b" k" if fill else b" K")

    return _COLOUR.sub(inks, content)


def _spaces(resources: Any) -> None:
    """The named colour spaces of Qt's pages."""
    from pypdf.generic import ArrayObject, NameObject

    spaces = resources.get("/ColorSpace")
    if spaces is None:
        return
    for name, space in dict(spaces).items():
        value = space.get_object()
        if value == "/DeviceRGB":
            spaces[NameObject(name)] = NameObject("/DeviceCMYK")
        elif isinstance(value, list) and "/DeviceRGB" in value:
            spaces[NameObject(name)] = ArrayObject(
                NameObject("/DeviceCMYK") if part == "/DeviceRGB" else part for part in value
            )


def _pattern(pattern: Any, press: Press) -> None:
    """A gradient's colours."""
    from pypdf.generic import NameObject

    shading = pattern.get("/Shading")
    if shading is None or shading.get_object().get("/ColorSpace") != "/DeviceRGB":
        return
    shading = shading.get_object()
    shading[NameObject("/ColorSpace")] = NameObject("/DeviceCMYK")
    _function(shading["/Function"].get_object(), press)


def _function(function: Any, press: Press) -> None:
    from pypdf.generic import ArrayObject, FloatObject, NameObject

    for part in function.get("/Functions", ()):
        _function(part.get_object(), press)
    for end in ("/C0", "/C1"):
        if end in function:
            inks = press.inks(*(float(value) for value in function[end]))
            function[NameObject(end)] = ArrayObject(FloatObject(round(v, 4)) for v in inks)


def _picture(thing: Any, press: Press) -> Any:
    """A picture as a CMYK JPEG; its mask, if it has one, stays."""
    from pypdf.generic import ArrayObject, NameObject, NumberObject, StreamObject

    size = (int(thing["/Width"]), int(thing["/Height"]))
    if thing.get("/Filter") == "/DCTDecode":
        picture = Image.open(io.BytesIO(thing._data)).convert("RGB")
    else:
        picture = Image.frombytes("RGB", size, thing.get_data())
    file = io.BytesIO()
    press.separate(picture).save(file, "JPEG", quality=_QUALITY, subsampling=0)
    out = StreamObject()
    out.set_data(file.getvalue())
    keep = ("/Type", "/Subtype", "/Width", "/Height", "/BitsPerComponent", "/SMask", "/Interpolate")
    for key in keep:
        if key in thing:
            out[NameObject(key)] = thing.raw_get(key)
    out[NameObject("/ColorSpace")] = NameObject("/DeviceCMYK")
    out[NameObject("/Filter")] = NameObject("/DCTDecode")
    # Pillow writes CMYK JPEGs the way Adobe does: 255 is no ink.
    out[NameObject("/Decode")] = ArrayObject(NumberObject(n) for n in (1, 0) * 4)
    return out
