"""The espeak-ng program: what it says, and what happens when it dies, hangs or is far away."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.media.speech_client import PROGRAM, SpeechProgram, Utterance
from pipelines.sdk import EngineError, MissingTool


def test_one_program_says_many_things() -> None:
    with SpeechProgram() as program:
        for text in ("hello there", "how are you", ""):
            said = program.say(Utterance(text, "en-us+f3"))
            assert [text[p : p + n] for p, n, _ in said.words] == text.split()
        hanzi = program.say(Utterance("da4 jia1 hao3", "cmn-latn-pinyin"))
        assert len(hanzi.words) == 3 and hanzi.duration > 0.3


def test_every_rare_syllable_is_one_word_and_not_spelled_in_english() -> None:
    with SpeechProgram() as program:
        said = program.say(Utterance("[[S;'ong35]] er5 lv4", "cmn-latn-pinyin", phonemes=True))
    assert len(said.words) == 3
    assert not any(p.startswith("(") for p, _ in said.phonemes)


def test_an_unknown_voice_is_told_and_the_program_goes_on() -> None:
    with SpeechProgram() as program:
        with pytest.raises(EngineError, match="no voice 'xx-none'"):
            program.say(Utterance("hello", "xx-none"))
        assert program.say(Utterance("hello", "en-us")).duration > 0.1


def test_a_program_that_dies_is_told_in_one_line() -> None:
    with SpeechProgram() as program:
        program._process.kill()
        with pytest.raises(EngineError, match="ended") as died:
            program.say(Utterance("hello", "en-us"))
    assert "\n" not in str(died.value)


def test_the_reason_of_a_crash_is_passed_on(tmp_path: Path) -> None:
    crash = tmp_path / "crash.py"
    crash.write_text("raise SystemExit('no voices on this moon')", encoding="utf-8")
    with (
        pytest.raises(EngineError, match="no voices on this moon"),
        SpeechProgram((sys.executable, str(crash))),
    ):
        pass


def test_a_program_that_hangs_is_stopped() -> None:
    command = (sys.executable, "-c", "import time; time.sleep(60)")
    hanging = SpeechProgram(command, timeout=0.5)
    with pytest.raises(EngineError, match="did not answer"), hanging:
        pass
    assert hanging._process.poll() is not None


def test_a_program_that_is_not_there_is_a_missing_tool(tmp_path: Path) -> None:
    with (
        pytest.raises(MissingTool, match="cannot be started"),
        SpeechProgram((str(tmp_path / "nothing"),)),
    ):
        pass


def test_voice_data_far_down_in_folders_is_copied_to_a_short_path(tmp_path: Path) -> None:
    import espeakng_loader

    deep = tmp_path.joinpath(*["a_folder_with_quite_a_long_name"] * 5)
    shutil.copytree(Path(espeakng_loader.__file__).parent, deep / "espeakng_loader")
    code = (
        f"import sys; sys.path.insert(0, {str(deep)!r}); import runpy;"
        f"runpy.run_path({str(PROGRAM)!r}, run_name='__main__')"
    )
    assert len(str(deep)) > 150
    with SpeechProgram((sys.executable, "-c", code)) as program:
        assert program.say(Utterance("hello", "en-us")).duration > 0.1


def test_it_answers_nonsense_with_words() -> None:
    done = subprocess.run(
        [sys.executable, str(PROGRAM)], input=b"{}\nhello\n", capture_output=True, check=True
    )
    answers = done.stdout.splitlines()
    assert len(answers) == 3 and all(b"bad request" in line for line in answers[1:])
