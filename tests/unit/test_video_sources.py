"""Articles, scripts and pages become storyboards; pictures find their sentences."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import pytest

from pipelines.documents.script import speaking_time
from pipelines.documents.story_text import references
from pipelines.documents.storyboard import (
    ArtVisual,
    ClipVisual,
    Media,
    PhotoVisual,
    PresenterVisual,
    Storyboard,
)
from pipelines.roles.footage import Page
from pipelines.sdk import Asset, InputError
from pipelines.workflows.video.sources.article import article_of, storyboard_of_article
from pipelines.workflows.video.sources.key_sentences import key_sentences
from pipelines.workflows.video.sources.matching import (
    PictureFacts,
    assign,
    match_pictures,
    name_words,
)
from pipelines.workflows.video.sources.slides import notes_by_page, storyboard_of_pages
from pipelines.workflows.video.sources.words import (
    clauses,
    content_words,
    music_mood,
    said_simply,
    sentences,
)
from pipelines.workflows.video.sources.written_script import storyboard_of_script

TEA = """# 一杯茶从茶山到杯子

云南勐海的早晨，雾还没有散，茶农李婶已经背着竹篓上了山。据了解，她家的古茶树有三百多年历史（当地人叫它们“老祖宗”），每年春天只采二十天。

## 采摘

春茶讲究“一芽两叶”。一个熟练的采茶工一天只能采四公斤鲜叶，而四公斤鲜叶最后只能做成一公斤干茶。

此外，天气决定一切。下雨天不采，露水没干不采，太阳太毒也不采。

## 制作

鲜叶当天就要下锅杀青。铁锅烧到两百多度，炒茶师傅光着手在锅里翻，靠手感判断火候。杀青之后是揉捻，再摊在竹席上让太阳晒干。
"""


def spoken(board: Storyboard) -> list[str]:
    return [line.text for scene in board.scenes for line in scene.lines]


def picture(name: str) -> Media:
    sha = name.encode().hex().ljust(64, "0")[:64]
    return Media(path=name, asset=Asset(sha256=sha, kind="image", suffix=".png", size=1))


# --- words ----------------------------------------------------------------------------------------


def test_sentences_end_where_a_reader_stops() -> None:
    assert sentences("今天下雨了。明天呢？不知道！") == ["今天下雨了。", "明天呢？", "不知道！"]
    assert sentences("Dr. Lee paid $4.50. Then he left! Why?") == [
        "Dr. Lee paid $4.50.",
        "Then he left!",
        "Why?",
    ]
    assert sentences("他说：“走吧。”我们就走了。") == ["他说：“走吧。”", "我们就走了。"]
    assert sentences("。。。\n\n!!!") == []


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("据了解，古茶树有三百多年历史（当地人叫“老祖宗”）。", "古茶树有三百多年历史。"),
        ("此外，天气决定一切[3]。", "天气决定一切。"),
        ("因此，团队对系统进行了优化。", "所以团队对系统优化。"),
    ],
)
def test_a_written_sentence_is_said_simply(written: str, said: str) -> None:
    assert said_simply(written, "zh") == said


def test_english_asides_and_set_phrases_go() -> None:
    written = "However, the deck (a flat one) does not bend, see https://a.example/x."
    assert said_simply(written, "en") == "The deck doesn't bend, see"
    assert said_simply("In order to win, utilize it.", "en") == "To win, use it."


def test_a_long_sentence_is_said_in_breaths_and_nothing_is_lost() -> None:
    text = "铁锅烧到两百多度，炒茶师傅光着手在锅里翻，靠手感判断火候，一锅要炒八分钟。"
    parts = clauses(text, 5.0, lambda t: speaking_time(t, "zh"))
    assert "".join(parts) == text
    assert len(parts) > 1
    assert all(speaking_time(part, "zh") <= 5.5 for part in parts)


def test_words_that_mean_something_are_kept_and_stemmed() -> None:
    assert content_words("The bridges are swinging in the wind") == ["bridg", "swing", "wind"]
    assert "的" not in content_words("茶山的早晨")


def test_music_follows_the_words() -> None:
    assert music_mood("新款手机芯片，数据和算法") == "tech"
    assert music_mood("A quiet lake, sleep and tea") == "calm"
    assert music_mood("xyz", "epic") == "epic"


# --- key sentences --------------------------------------------------------------------------------


def test_key_sentences_keep_the_order_and_the_room() -> None:
    given = [s for p in article_of(TEA, "markdown").paragraphs for s in sentences(p.text)]
    kept = key_sentences(given, 20.0, lambda t: speaking_time(t, "zh"))
    assert kept == sorted(kept)
    assert 0 in kept, "the first sentence says what it is about"
    assert sum(speaking_time(given[n], "zh") for n in kept) <= 20.0
    assert len(key_sentences(given, 0.1, lambda t: speaking_time(t, "zh"))) == 1


def test_what_was_said_is_not_said_again() -> None:
    given = ["红茶产自云南勐海的茶山。", "云南勐海的茶山产红茶。", "绿茶要用高温烘干。"]
    assert key_sentences(given, 99, len) in ([0, 2], [1, 2])


# --- articles -------------------------------------------------------------------------------------


def test_an_article_becomes_scenes_in_the_order_of_the_text() -> None:
    article = article_of(TEA, "markdown")
    assert article.title == "一杯茶从茶山到杯子"
    board = storyboard_of_article(article, seconds=40)
    said = spoken(board)
    assert said[0] == article.title, "the title is the hook"
    plain = said_simply(TEA.replace("\n", ""), "zh")
    places = [plain.find(text[:6]) for text in said[1:]]
    assert places == sorted(places)
    assert "（" not in "".join(said)
    total = sum(speaking_time(text, "zh") for text in said)
    assert 15 <= total <= 42
    assert [s.chapter for s in board.scenes if s.chapter] == ["采摘", "制作"]


def test_a_page_is_read_without_its_menus() -> None:
    page = """<html><head><title>Why bridges sing | The Daily Bridge</title></head><body>
    <nav><a href="/">Home</a> <a href="/news">All the news of today</a></nav>
    <article><h1>Why bridges sing</h1>
    <p>In 1940 a bridge twisted itself apart in a wind of only 64 km/h. Engineers had built it to
    carry cars, not to dance.</p>
    <p>Modern bridges are shaped like wings, and their decks are tested in wind tunnels before the
    first pile is driven into the ground.</p></article>
    <footer>Subscribe to our newsletter. Copyright.</footer></body></html>"""
    article = article_of(page, "html")
    assert article.title == "Why bridges sing"
    text = " ".join(p.text for p in article.paragraphs)
    assert "wind tunnels" in text
    assert "newsletter" not in text and "All the news" not in text
    assert article.language == "en"


@pytest.mark.parametrize("text", ["", "   \n\n", "# 只有标题", "***\n---\n", "!!!。。。"])
def test_an_article_without_text_is_told(text: str) -> None:
    with pytest.raises(InputError, match="article"):
        storyboard_of_article(article_of(text, "markdown"))


def test_one_endless_paragraph_without_stops_still_gives_scenes() -> None:
    board = storyboard_of_article(article_of("茶" * 900, "plain"), seconds=30)
    assert all(len(line.text) <= 2000 for scene in board.scenes for line in scene.lines)


# --- scripts --------------------------------------------------------------------------------------


def test_a_script_says_its_scenes_and_what_is_seen() -> None:
    text = (
        "# 清晨\n\n## 桥\n[picture: bridge.jpg]\n五点的桥上没有人。\n\n[clip: boat.mp4] [headline: 慢]\n"
        "船来了。\n天亮了。\n\n[presenter: ken]\n再见。\n\n[画面: 海浪] [seconds: 4]\n\n[music: calm]"
    )
    board = storyboard_of_script(text, {"bridge.jpg": picture("bridge.jpg")})
    assert (board.title, board.language, board.music.mood) == ("清晨", "zh", "calm")
    one, two, three, four = board.scenes
    assert isinstance(one.visual, PhotoVisual) and one.visual.picture.asset is not None
    assert one.chapter == "桥"
    assert isinstance(two.visual, ClipVisual) and two.visual.footage.path == "boat.mp4"
    assert (two.headline, [line.text for line in two.lines]) == ("慢", ["船来了。", "天亮了。"])
    assert isinstance(three.visual, PresenterVisual) and three.visual.character == "ken"
    assert isinstance(four.visual, ArtVisual) and (four.visual.prompt, four.seconds) == ("海浪", 4)


def test_a_script_is_plain_paragraphs_too() -> None:
    board = storyboard_of_script("One thing.\n\nAnother thing.\nAnd more.", {})
    assert [len(scene.lines) for scene in board.scenes] == [1, 2]
    assert board.title == "One thing"


def test_a_wrong_hint_names_its_scene() -> None:
    with pytest.raises(InputError, match="scene 2"):
        storyboard_of_script("One.\n\n[seconds: soon]\nTwo.", {})
    with pytest.raises(InputError, match="no scene"):
        storyboard_of_script("\n\n  \n", {})


def test_files_a_text_names_are_found_and_the_web_is_left_alone() -> None:
    text = "![a bridge](img/red%20bridge.jpg)\n[picture: 河.png] [music: song.mp3]\n![x](https://a.example/b.png)"
    found = references(text, "markdown")
    assert [(r.file, r.kind, r.about) for r in found] == [
        ("河.png", "picture", ""),
        ("song.mp3", "music", ""),
        ("img/red bridge.jpg", "picture", "a bridge"),
    ]
    (image,) = references("<p><img class=x src='a&amp;b.jpg' alt=\"tea\"></p>", "html")
    assert (image.file, image.about) == ("a&b.jpg", "tea")


# --- slides ---------------------------------------------------------------------------------------


def pages(*texts: tuple[str, tuple[str, ...]]) -> list[Page]:
    return [
        Page(number=n, image=picture(f"p{n}").asset, title=title, points=points)  # type: ignore[arg-type]  # it has one
        for n, (title, points) in enumerate(texts, 1)
    ]


def test_notes_belong_to_their_pages() -> None:
    assert notes_by_page("Hello.\n\nSecond.\n---\nThird.", 3) == {
        1: ["Hello."],
        2: ["Second."],
        3: ["Third."],
    }
    assert notes_by_page("## 2\n第二页的话。\n\n第 4 页\n第四页。", 4) == {
        2: ["第二页的话。"],
        4: ["第四页。"],
    }
    assert notes_by_page("a\n\nb\n\nc", 2) == {1: ["a"], 2: ["b"]}


def test_a_page_is_read_out_where_there_are_no_notes() -> None:
    board = storyboard_of_pages(
        pages(("Growth", ("Sales grew by 12 %.", "Costs fell.")), ("", ())), notes=""
    )
    first, second = board.scenes
    assert [line.text for line in first.lines][:2] == ["Growth", "Sales grew by 12 %."]
    assert first.chapter == "Growth"
    assert isinstance(first.visual, PhotoVisual) and first.visual.fit == "whole"
    assert (second.lines, second.seconds) == ([], 4.0), "a page without words is shown all the same"


# --- pictures and sentences -----------------------------------------------------------------------


def test_names_tell_what_a_camera_does_not() -> None:
    assert name_words("/home/a/IMG_2041 redBridge.jpg") == "red Bridge"
    assert name_words("DSC0001.JPG") == ""
    assert name_words("茶山_早晨.png") == "茶山 早晨"


def test_pictures_go_where_their_words_are_whatever_their_order() -> None:
    said = ["茶农上了山。", "铁锅烧到两百度。", "坐卡车到昆明。"]
    given = [PictureFacts("卡车 公路"), PictureFacts("茶山 茶农"), PictureFacts("铁锅 炒茶")]
    assert match_pictures(said, given) == [1, 2, 0]


def test_pictures_without_words_keep_their_order_and_are_used_once() -> None:
    said = ["One.", "Two.", "Three.", "Four."]
    found = match_pictures(said, [PictureFacts(), PictureFacts()])
    used = [n for n in found if n is not None]
    assert used == [0, 1]
    assert match_pictures(said, []) == [None] * 4
    assert match_pictures([], [PictureFacts()]) == []


def test_colour_and_light_decide_where_words_do_not() -> None:
    said = ["夜里的城市很安静。", "早晨的森林是绿的。"]
    green = PictureFacts("", 0.5, {"green": 0.7})
    dark = PictureFacts("", 0.12, {"black": 0.8, "blue": 0.1})
    assert match_pictures(said, [dark, green]) == [0, 1]
    only = match_pictures([*said, "雪很白。"], [PictureFacts("", 0.9, {"white": 0.8})])
    assert only == [None, None, 0]


def test_the_assignment_is_the_best_monotone_one() -> None:
    rng = random.Random(4)
    for _ in range(60):
        rows, columns = rng.randint(1, 5), rng.randint(1, 5)
        scores = [[rng.random() for _ in range(columns)] for _ in range(rows)]
        found = assign(scores)
        used = [c for c in found if c is not None]
        assert used == sorted(set(used))
        assert len(used) == min(rows, columns)
        best = max(
            sum(scores[r][c] for r, c in zip(rs, cs, strict=True))
            for rs in itertools.combinations(range(rows), len(used))
            for cs in itertools.combinations(range(columns), len(used))
        )
        total = sum(scores[r][c] for r, c in enumerate(found) if c is not None)
        assert total == pytest.approx(best)


def test_the_rules_are_data_that_can_be_read() -> None:
    root = Path(__file__).resolve().parents[2] / "assets" / "rules"
    for name in ("spoken.toml", "cutting.toml", "video_layouts.toml"):
        assert (root / name).is_file()
