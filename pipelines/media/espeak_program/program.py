# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The AIGC Studio authors
#
# This program is free software: you can redistribute it and/or modify it under the terms of the
# GNU General Public License as published by the Free Software Foundation, either version 3 of the
# License, or (at your option) any later version. It comes WITHOUT ANY WARRANTY; see the LICENSE
# file in this folder for the details.
"""Speak text with espeak-ng: a program of its own that is talked to over its standard streams.

Start it as ``python program.py``. It writes one JSON line when it is ready::

    {"ready": true, "sample_rate": 22050, "version": "1.52.0"}

Then each JSON line on standard input asks for one utterance::

    {"text": "hello there", "voice": "en-us+f3", "rate": 165, "pitch": 50, "range": 50}

and is answered by one JSON line and ``pcm_bytes`` bytes of mono signed 16-bit little-endian PCM::

    {"ok": true, "pcm_bytes": 30000, "words": [[position, length, seconds], …],
     "phonemes": [["h", seconds], …], "ends": [seconds, …]}

``"phonemes": true`` in a request lets the text hold espeak-ng phonemes in ``[[…]]``.
``position`` counts characters from 0. What cannot be done is answered by
``{"ok": false, "error": "…"}``. The program ends when standard input does.
"""

from __future__ import annotations

import atexit
import ctypes
import json
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path
from typing import Any, BinaryIO

import espeakng_loader

LIST_END, WORD, SENTENCE, MARK, PLAY, END, MESSAGE, PHONEME = range(8)
RATE, VOLUME, PITCH, RANGE, WORD_GAP = 1, 2, 3, 4, 7
SYNCHRONOUS = 2
WANT_PHONEMES, WANT_IPA, STAY_ALIVE = 0x1, 0x2, 0x8000
UTF8, PHONEMES_IN_BRACKETS = 0x1, 0x100
LONGEST_DATA_PATH = 140  # characters; espeak-ng keeps the path in a small fixed buffer


class Identity(ctypes.Union):
    _fields_ = [
        ("number", ctypes.c_int),
        ("name", ctypes.c_char_p),
        ("string", ctypes.c_char * 8),
    ]


class Event(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", Identity),
    ]


Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(Event)
)


def usable(path: str) -> bool:
    """Whether espeak-ng can open its data there: short, and ASCII where the system needs it."""
    return len(path) < LONGEST_DATA_PATH and (os.name != "nt" or path.isascii())


def short_data_path(found: str) -> str:
    """The data folder itself, or a copy of it (removed at exit) where its path is too long."""
    if usable(found):
        return found
    places = [tempfile.gettempdir(), os.environ.get("PUBLIC", ""), "/tmp"]
    for place in places:
        if place and Path(place).is_dir() and usable(place + "/espeak-12345678/espeak-ng-data"):
            folder = tempfile.mkdtemp(prefix="espeak-", dir=place)
            atexit.register(shutil.rmtree, folder, ignore_errors=True)
            copy = Path(folder) / "espeak-ng-data"
            shutil.copytree(found, copy)
            return str(copy)
    raise OSError(f"no folder with a short path for the voice data; tried {places}")


class Speaker:
    """espeak-ng, loaded once; one utterance at a time."""

    def __init__(self) -> None:
        self.library = ctypes.CDLL(espeakng_loader.get_library_path())
        self.library.espeak_Info.restype = ctypes.c_char_p
        data = short_data_path(espeakng_loader.get_data_path())
        self.sample_rate = int(
            self.library.espeak_Initialize(
                SYNCHRONOUS, 200, data.encode("utf-8"), WANT_PHONEMES | WANT_IPA | STAY_ALIVE
            )
        )
        if self.sample_rate <= 0:
            raise OSError(f"espeak-ng could not load its voice data from {data}")
        self.callback = Callback(self._collect)  # kept, or it would be freed under the library
        self.library.espeak_SetSynthCallback(self.callback)
        self._start()

    @property
    def version(self) -> str:
        return self.library.espeak_Info(None).decode("ascii", "replace").split()[0]

    def _start(self) -> None:
        self.pcm: list[bytes] = []
        self.words: list[tuple[int, int, float]] = []
        self.phonemes: list[tuple[str, float]] = []
        self.ends: list[float] = []

    def _collect(self, samples: Any, count: int, events: Any) -> int:
        if samples and count > 0:
            self.pcm.append(ctypes.string_at(samples, count * 2))
        index = 0
        while events[index].type != LIST_END:
            event = events[index]
            seconds = event.audio_position / 1000
            if event.type == WORD:
                self.words.append((event.text_position - 1, event.length, seconds))
            elif event.type == PHONEME:
                raw = ctypes.string_at(ctypes.addressof(event.id), 8).split(b"\0")[0]
                self.phonemes.append((raw.decode("utf-8", "replace"), seconds))
            elif event.type == END:
                self.ends.append(seconds)
            index += 1
        return 0

    def say(self, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        """Synthesise one request; returns the answer and its PCM."""
        voice = str(request["voice"])
        if self.library.espeak_SetVoiceByName(voice.encode("utf-8")) != 0:
            return {"ok": False, "error": f"espeak-ng has no voice {voice!r}"}, b""
        for key, number, default in (
            ("rate", RATE, 165),
            ("volume", VOLUME, 100),
            ("pitch", PITCH, 50),
            ("range", RANGE, 50),
            ("word_gap", WORD_GAP, 0),
        ):
            self.library.espeak_SetParameter(number, int(request.get(key, default)), 0)
        self._start()
        text = str(request["text"]).encode("utf-8") + b"\0"
        flags = UTF8 | (PHONEMES_IN_BRACKETS if request.get("phonemes") else 0)
        code = self.library.espeak_Synth(
            text, ctypes.c_size_t(len(text)), 0, 1, 0, flags, None, None
        )
        if code != 0:
            return {"ok": False, "error": f"espeak-ng refused the text (code {code})"}, b""
        self.library.espeak_Synchronize()
        pcm = b"".join(self.pcm)
        answer = {
            "ok": True,
            "pcm_bytes": len(pcm),
            "words": self.words,
            "phonemes": self.phonemes,
            "ends": self.ends,
        }
        return answer, pcm


def private_output() -> BinaryIO:
    """Standard output for the protocol alone: what a library prints goes to standard error."""
    mine = os.dup(1)
    os.dup2(2, 1)
    return os.fdopen(mine, "wb")


def answer_to(speaker: Speaker, line: bytes) -> tuple[dict[str, Any], bytes]:
    try:
        return speaker.say(json.loads(line))
    except (KeyError, TypeError, ValueError) as error:
        return {"ok": False, "error": f"bad request: {error!r}"}, b""


def main() -> int:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who started this program
    output = private_output()

    def write(answer: dict[str, Any], pcm: bytes = b"") -> None:
        output.write(json.dumps(answer, ensure_ascii=True).encode("ascii") + b"\n" + pcm)
        output.flush()

    try:
        speaker = Speaker()
    except OSError as error:
        write({"ready": False, "error": str(error)})
        return 1
    write({"ready": True, "sample_rate": speaker.sample_rate, "version": speaker.version})
    for line in sys.stdin.buffer:
        write(*answer_to(speaker, line))
    return 0


if __name__ == "__main__":
    sys.exit(main())
