"""The label inside an XMP packet: ``<TC260:AIGC>{…}</TC260:AIGC>``.

Pictures carry it so: PNG iTXt, JPEG APP1, WebP ``XMP `` (GB 45438-2025 with the practice guides
TC260-PG-20259A). What else stands in a packet is kept.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from pipelines.media.labels.label import AiLabel

__all__ = ["NAMESPACE", "labels_in_xmp", "with_label"]

NAMESPACE = "http://www.tc260.org.cn/ns/AIGC/1.0/"

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_TAG = f"{{{NAMESPACE}}}AIGC"
_PREFIX = re.compile(rf"""xmlns:([\w.-]+)\s*=\s*["']{re.escape(NAMESPACE)}["']""")
_END = re.compile(r"</(?:[\w.-]+:)?RDF\s*>")


def labels_in_xmp(packet: str) -> tuple[str, ...]:
    """Every AIGC value in the packet, as element or as attribute; none if it is no XML."""
    root = _parse(packet)
    if root is None:
        return ()
    found: list[str] = []
    for element in root.iter():
        if element.tag == _TAG:
            found.append("".join(element.itertext()).strip())
        if _TAG in element.attrib:
            found.append(element.attrib[_TAG].strip())
    return tuple(found)


def with_label(packet: str, label: AiLabel) -> str:
    """The packet with exactly this label: merged in, or a fresh packet where that cannot be."""
    wanted = (label.to_json(),)
    merged = _merge(packet, label)
    return merged if merged and labels_in_xmp(merged) == wanted else _fresh(label)


def _parse(packet: str) -> ElementTree.Element | None:
    if "<!DOCTYPE" in packet:  # XMP has none; entities could blow it up
        return None
    start = packet.find("<")
    try:
        return ElementTree.fromstring(packet[max(0, start) :].strip(" \t\r\n\0"))
    except (ElementTree.ParseError, ValueError):
        return None


def _description(label: AiLabel) -> str:
    return (
        f'<rdf:Description rdf:about="" xmlns:rdf="{_RDF}" xmlns:TC260="{NAMESPACE}">'
        f"<TC260:AIGC>{escape(label.to_json())}</TC260:AIGC></rdf:Description>"
    )


def _merge(packet: str, label: AiLabel) -> str:
    """Edit the text, not the tree: a tree written back would lose prefixes and the padding."""
    for prefix in set(_PREFIX.findall(packet)):
        name = f"{re.escape(prefix)}:AIGC"
        packet = re.sub(rf"<{name}\b[^>]*?(?:/>|>.*?</{name}\s*>)", "", packet, flags=re.DOTALL)
        packet = re.sub(rf"""\s{name}\s*=\s*(?:"[^"]*"|'[^']*')""", "", packet)
        # our own wrapper, now empty, goes as well: labelling again and again must not pile it up
        packet = re.sub(
            r"<rdf:Description rdf:about=\"\" xmlns:rdf=\"[^\"]*\""
            rf" xmlns:{re.escape(prefix)}=\"[^\"]*\">\s*</rdf:Description>",
            "",
            packet,
        )
    ends = list(_END.finditer(packet))
    if not ends:
        return ""
    at = ends[-1].start()
    return packet[:at] + _description(label) + packet[at:]


def _fresh(label: AiLabel) -> str:
    # the magic id of the packet wrapper is fixed by the XMP specification, part 1, §7.3.2
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{_RDF}">'
        f"{_description(label)}</rdf:RDF></x:xmpmeta>"
        '<?xpacket end="w"?>'
    )
