"""Setting type: phrases and line breaks, shaping and measuring, fitting text into a box.

``phrases`` and ``breaking`` are plain Python; ``faces`` and ``blocks`` use QtGui.
"""
