"""What things are called in the window: channels, tones, states, kinds, engines' roles."""

from __future__ import annotations

from studio.ui.words import Text, text

__all__ = [
    "CHANNELS",
    "CHARACTERS",
    "KINDS",
    "LANGUAGES",
    "STATES",
    "TEMPLATES",
    "TONES",
]

CHANNELS: dict[str, Text] = {
    "xiaohongshu": text("names", "Xiaohongshu"),
    "douyin": text("names", "Douyin"),
    "gongzhonghao": text("names", "WeChat article"),
    "weibo": text("names", "Weibo"),
    "instagram": text("names", "Instagram"),
    "x": text("names", "X"),
    "linkedin": text("names", "LinkedIn"),
    "email": text("names", "E-mail"),
}

LANGUAGES: dict[str, Text] = {
    "zh": text("names", "Chinese"),
    "en": text("names", "English"),
}

TONES: dict[str, Text] = {
    "warm": text("names", "Warm"),
    "playful": text("names", "Playful"),
    "professional": text("names", "Professional"),
    "bold": text("names", "Bold"),
    "calm": text("names", "Calm"),
}

TEMPLATES: dict[str, Text] = {
    "auto": text("names", "Choose for me"),
    "promotion": text("names", "Promotion"),
    "launch": text("names", "Launch"),
    "event": text("names", "Event"),
}

CHARACTERS: dict[str, tuple[str, Text]] = {
    "mei": ("Mei", text("names", "Friendly and bright")),
    "ken": ("Ken", text("names", "Calm and clear")),
    "ada": ("Ada", text("names", "Lively and warm")),
}

STATES: dict[str, Text] = {
    "running": text("names", "Running"),
    "queued": text("names", "Waiting"),
    "paused": text("names", "Paused"),
    "succeeded": text("names", "Done"),
    "failed": text("names", "Failed"),
    "cancelled": text("names", "Cancelled"),
    "cancelling": text("names", "Stopping"),
}

KINDS: dict[str, Text] = {
    "image": text("names", "Pictures"),
    "video": text("names", "Videos"),
    "speech": text("names", "Voices"),
    "music": text("names", "Music"),
    "sound": text("names", "Sounds"),
    "text": text("names", "Texts"),
    "subtitles": text("names", "Subtitles"),
    "document": text("names", "Documents"),
    "data": text("names", "Data"),
}
