"""The eight looks of captions, one idea a module, and what draws a page in one of them.

A page is a few bitmaps, each drawn when it is first seen; at a frame, rectangles of them lie side
by side in the page's box. So a moving highlight costs no drawing and no more blending than a still
one.
"""

from pipelines.graphics.caption_looks.all_looks import LOOKS, draw_caption, look_face, look_pages
from pipelines.graphics.caption_looks.look import Drawn, Look, Part

__all__ = ["LOOKS", "Drawn", "Look", "Part", "draw_caption", "look_face", "look_pages"]
