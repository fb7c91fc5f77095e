"""Changing a poster by hand: each change is a pure function from a document to another one.

``History`` keeps the documents of before, so that every step can be taken back and made again.
A change is meant for every format (``all``), for a class of them (``tall``), or for one
(``a4``); where two hold, the narrower one wins.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

from pipelines.documents.poster import Override, PosterContent, PosterDocument
from pipelines.sdk import Asset, InputError

__all__ = [
    "History",
    "change",
    "hide",
    "move",
    "reset",
    "restyle",
    "reword",
    "show",
    "swap_picture",
    "swap_template",
    "swap_words",
]

Edit = Callable[[PosterDocument], PosterDocument]
Picture = Literal["product", "background", "logo"]


def change(
    document: PosterDocument, element: str, where: str = "all", **changes: Any
) -> PosterDocument:
    """The document with an element changed; what was changed of it before stays.

    Args:
        document: Left as it is.
        element: ``headline``, ``stats#2`` …
        where: ``all``, an aspect class, or a format's id.
        changes: Fields of :class:`Override`.
    """
    kept = [each for each in document.overrides.get(where, ()) if each.element != element]
    before = _of(document, element, where)
    known = before.model_dump(exclude_unset=True) if before is not None else {"element": element}
    made = Override.model_validate({**known, **changes})
    return _with(document, where, (*kept, made))


def move(
    document: PosterDocument, element: str, dx: float, dy: float, where: str = "all"
) -> PosterDocument:
    """Further to the right and down, as shares of the page; moves add up."""
    before = _of(document, element, where)
    x, y = (before.dx, before.dy) if before is not None else (0.0, 0.0)
    return change(document, element, where, dx=_page(x + dx), dy=_page(y + dy))


def restyle(
    document: PosterDocument,
    element: str,
    where: str = "all",
    *,
    colour: str | None = None,
    fill: str | None = None,
    scale: float | None = None,
) -> PosterDocument:
    """Another ink, another plate, another size; what is None stays."""
    given = {"colour": colour, "fill": fill, "scale": scale}
    wanted = {name: value for name, value in given.items() if value is not None}
    return change(document, element, where, **wanted)


def reword(document: PosterDocument, element: str, text: str, where: str) -> PosterDocument:
    """Other words in some formats; for all formats the content itself is changed."""
    return change(document, element, where, text=text)


def hide(document: PosterDocument, element: str, where: str = "all") -> PosterDocument:
    """Without an element; the layout closes the gap."""
    return change(document, element, where, hide=True)


def show(document: PosterDocument, element: str, where: str = "all") -> PosterDocument:
    """With an element that was hidden."""
    return change(document, element, where, hide=False)


def reset(document: PosterDocument, element: str, where: str = "all") -> PosterDocument:
    """As the layout has it."""
    kept = tuple(each for each in document.overrides.get(where, ()) if each.element != element)
    return _with(document, where, kept)


def swap_picture(document: PosterDocument, which: Picture, asset: Asset | None) -> PosterDocument:
    """Another picture, or none."""
    return document.model_copy(update={which: asset})


def swap_template(document: PosterDocument, template: str) -> PosterDocument:
    """Another template; words and changes by hand stay."""
    return document.model_copy(update={"template": template})


def swap_words(document: PosterDocument, **slots: Any) -> PosterDocument:
    """Other words in every format.

    Raises:
        InputError: There is no such slot.
    """
    unknown = slots.keys() - PosterContent.model_fields.keys()
    if unknown:
        raise InputError(
            f"a poster has no slot {sorted(unknown)[0]!r}",
            f"slots: {', '.join(PosterContent.model_fields)}",
        )
    content = PosterContent.model_validate({**document.content.model_dump(), **slots})
    return document.model_copy(update={"content": content})


def _of(document: PosterDocument, element: str, where: str) -> Override | None:
    return next((o for o in document.overrides.get(where, ()) if o.element == element), None)


def _with(document: PosterDocument, where: str, changes: tuple[Override, ...]) -> PosterDocument:
    rest = {key: value for key, value in document.overrides.items() if key != where}
    return document.model_copy(update={"overrides": rest | ({where: changes} if changes else {})})


def _page(share: float) -> float:
    return min(1.0, max(-1.0, round(share, 6)))


@dataclass(frozen=True)
class History:
    """A document with those before it and those taken back.

    Attributes:
        now: The document as it is.
        past: Older ones, the last at the end.
        future: Those that were taken back, the nearest at the end.
    """

    now: PosterDocument
    past: tuple[PosterDocument, ...] = ()
    future: tuple[PosterDocument, ...] = ()

    def do(self, edit: Edit, most: int = 200) -> History:
        """With one more change; an edit that changes nothing leaves no step behind."""
        made = edit(self.now)
        if made == self.now:
            return self
        return History(made, (*self.past, self.now)[-most:])

    def undo(self) -> History:
        """Before the last change; the same where there is none."""
        if not self.past:
            return self
        return replace(
            self, now=self.past[-1], past=self.past[:-1], future=(*self.future, self.now)
        )

    def redo(self) -> History:
        """With the change that was taken back last; the same where there is none."""
        if not self.future:
            return self
        return History(self.future[-1], (*self.past, self.now), self.future[:-1])
