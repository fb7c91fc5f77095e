"""The one style sheet, made from the tokens. Widgets choose a look by the property ``look``."""

from __future__ import annotations

from string import Template

from studio.ui.tokens import FONTS, MONO_FONTS, RADIUS, TYPE, Palette

__all__ = ["SHEET_ICONS", "stylesheet"]

SHEET_ICONS = (
    ("chevron-down", "muted"),
    ("chevron-up", "muted"),
    ("chevron-left", "muted"),
    ("chevron-right", "muted"),
    ("check", "on_accent"),
)
"""Icons that the sheet names, with their colours."""

_SHEET = Template("""
* { outline: none; }
QWidget { color: $text; selection-background-color: $accent; selection-color: $on_accent; }
QMainWindow, QDialog, QWidget[look="page"] { background: $canvas; }
QWidget[look="clear"], QScrollArea, QScrollArea > QWidget > QWidget[look="page"] {
  background: transparent; border: none; }
QScrollArea > QWidget { background: transparent; }
QLabel { background: transparent; }
QLabel[look="caption"] { color: $muted; }
QLabel[look="faint"] { color: $faint; }
QLabel[look="muted"] { color: $muted; }
QLabel[look="body"] { color: $text; }
QLabel[look="label"] { color: $text; }
QLabel[look="error"] { color: $bad; }
QLabel[look="accent"] { color: $accent_text; }

QFrame[look="card"] { background: $surface; border: 1px solid $line; border-radius: ${r_card}px; }
QFrame[look="panel"] { background: $surface; border: none; border-left: 1px solid $line; }
QFrame[look="bar"] { background: $surface; border: none; border-top: 1px solid $line; }
QFrame[look="well"] { background: $sunken; border: none; border-radius: ${r_control}px; }
QFrame[look="row"] { background: $canvas; border: 1px solid $line;
  border-radius: ${r_control}px; }
QFrame[look="rail"] { background: $surface; border: none; border-right: 1px solid $line; }
QFrame[look="line"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QFrame[look="note"] { background: $accent_soft; border: none; border-radius: ${r_control}px; }
QFrame[look="fault"] { background: $bad_soft; border: none; border-radius: ${r_control}px; }
QFrame[look="toast"] { background: $text; border: none; border-radius: ${r_control}px; }
QFrame[look="toast"] QLabel { color: $canvas; }
QFrame[look="popup"] { background: $surface; border: 1px solid $line;
  border-radius: ${r_control}px; }
QLabel[look="badge"] { color: $muted; background: $sunken; border-radius: ${r_small}px;
  padding: 1px 6px; }
QLabel[look="scrim"] { color: $on_scrim; }
QLabel[look="tag"] { color: $faint; background: transparent; }

QPushButton { background: $surface; color: $text; border: 1px solid $edge;
  border-radius: ${r_control}px; padding: 7px 14px; min-height: 20px; font-weight: 500; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $pressed; }
QPushButton:focus { border: 2px solid $accent; padding: 6px 13px; }
QPushButton:disabled { color: $faint; background: $canvas; border-color: $line; }
QPushButton[look="primary"] { background: $accent; color: $on_accent; border-color: $accent;
  font-weight: 600; }
QPushButton[look="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[look="primary"]:pressed { background: $accent_pressed; }
QPushButton[look="primary"]:focus { border: 2px solid $text; }
QPushButton[look="primary"]:disabled { background: $sunken; color: $faint; border-color: $sunken; }
QPushButton[look="quiet"] { background: transparent; border: 1px solid transparent;
  padding: 7px 10px; }
QPushButton[look="quiet"]:hover { background: $hover; }
QPushButton[look="quiet"]:pressed { background: $pressed; }
QPushButton[look="quiet"]:focus { border: 2px solid $accent; padding: 6px 9px; }
QPushButton[look="quiet"]:disabled { background: transparent; }
QPushButton[look="danger"] { color: $bad; }
QPushButton[look="danger"]:hover { background: $bad_soft; border-color: $bad; }
QPushButton[look="chip"] { background: $surface; border: 1px solid $edge; border-radius: 16px;
  padding: 5px 13px; color: $muted; }
QPushButton[look="chip"]:hover { background: $hover; color: $text; }
QPushButton[look="chip"]:checked { background: $accent_soft; border-color: $accent;
  color: $accent_text; }
QPushButton[look="chip"]:focus { border: 2px solid $accent; padding: 4px 12px; }
QPushButton[look="choice"] { background: $surface; border: 1px solid $edge; padding: 10px;
  text-align: left; color: $text; }
QPushButton[look="choice"]:checked { background: $accent_soft; border: 1px solid $accent; }
QPushButton[look="choice"]:focus { border: 2px solid $accent; padding: 9px; }
QPushButton[look="segment"] { background: transparent; border: 1px solid transparent;
  border-radius: 7px; padding: 4px 12px; color: $muted; min-height: 20px; }
QPushButton[look="segment"]:hover { color: $text; }
QPushButton[look="segment"]:checked { background: $raised; color: $text;
  border: 1px solid $line; }
QPushButton[look="segment"]:focus { border: 2px solid $accent; padding: 3px 11px; }

QToolButton { background: transparent; border: 1px solid transparent;
  border-radius: ${r_control}px; padding: 6px; }
QToolButton:hover { background: $hover; }
QToolButton:pressed { background: $pressed; }
QToolButton:focus { border: 2px solid $accent; padding: 5px; }
QToolButton[look="glass"] { background: #33ffffff; }
QToolButton[look="glass"]:hover { background: #59ffffff; }
QToolButton[look="small"] { padding: 3px; border-radius: ${r_small}px; }
QToolButton[look="floating"] { background: $surface; border-radius: 11px; padding: 0; }
QToolButton[look="floating"]:hover { background: $hover; }
QToolButton::menu-indicator { image: none; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDoubleSpinBox, QDateEdit {
  background: $field; border: 1px solid $edge; border-radius: ${r_control}px;
  padding: 7px 10px; min-height: 20px; }
QPlainTextEdit, QTextEdit { padding: 4px 6px; }
QLineEdit:hover, QPlainTextEdit:hover, QTextEdit:hover, QComboBox:hover, QSpinBox:hover {
  border-color: $faint; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QComboBox:on,
QSpinBox:focus { border: 2px solid $accent; padding: 6px 9px; }
QPlainTextEdit:focus, QTextEdit:focus { padding: 3px 5px; }
QLineEdit[invalid="true"], QPlainTextEdit[invalid="true"], QComboBox[invalid="true"] {
  border: 1px solid $bad; background: $bad_soft; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { color: $faint;
  background: $canvas; }
QLineEdit[look="search"] { padding-left: 8px; background: $surface; }
QComboBox { padding-right: 30px; background: $surface; }
QComboBox:focus, QComboBox:on { padding-right: 29px; }
QComboBox::drop-down { subcontrol-origin: padding; subcontrol-position: center right;
  width: 28px; border: none; }
QComboBox::down-arrow { image: url("$icons-chevron-down-muted.svg"); width: 16px; height: 16px; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $line; padding: 4px;
  border-radius: ${r_control}px; }
QComboBox QAbstractItemView::item { min-height: 30px; padding: 0 8px;
  border-radius: ${r_small}px; color: $text; }
QComboBox QAbstractItemView::item:hover, QComboBox QAbstractItemView::item:selected {
  background: $accent_soft; color: $text; }
QSpinBox { padding-right: 24px; }
QSpinBox::up-button, QSpinBox::down-button { border: none; background: transparent; width: 22px; }
QSpinBox::up-arrow { image: url("$icons-chevron-up-muted.svg"); width: 12px; height: 12px; }
QSpinBox::down-arrow { image: url("$icons-chevron-down-muted.svg"); width: 12px; height: 12px; }
QCheckBox { spacing: 8px; }
QCheckBox::indicator { width: 18px; height: 18px; border: 1px solid $edge; border-radius: 5px;
  background: $surface; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent;
  image: url("$icons-check-on_accent.svg"); }
QCheckBox::indicator:focus { border: 2px solid $accent; }

QProgressBar { background: $sunken; border: none; border-radius: 3px; max-height: 6px;
  min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QProgressBar[look="hero"] { max-height: 8px; min-height: 8px; border-radius: 4px; }
QProgressBar[look="hero"]::chunk { border-radius: 4px; }

QSlider::groove:horizontal { height: 4px; background: $sunken; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider::handle:horizontal { width: 14px; height: 14px; margin: -5px 0; border-radius: 7px;
  background: $accent; }
QSlider::handle:horizontal:focus { border: 2px solid $text; }
QFrame[look="player"] QSlider::groove:horizontal { background: $edge; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle { background: $edge; border-radius: 4px; }
QScrollBar::handle:vertical { min-height: 36px; }
QScrollBar::handle:horizontal { min-width: 36px; }
QScrollBar::handle:hover { background: $faint; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }

QListView { background: transparent; border: none; }
QToolTip { background: $text; color: $canvas; border: none; padding: 5px 8px; }
QMenu { background: $surface; border: 1px solid $line; border-radius: ${r_control}px;
  padding: 5px; }
QMenu::item { padding: 7px 26px 7px 12px; border-radius: ${r_small}px; background: transparent; }
QMenu::item:selected { background: $accent_soft; }
QMenu::item:disabled { color: $faint; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: $line; margin: 5px 8px; }
QCalendarWidget QWidget { background: $surface; alternate-background-color: $surface; }
QCalendarWidget QAbstractItemView { background: $surface; border: none;
  selection-background-color: $accent; selection-color: $on_accent; }
QCalendarWidget QToolButton { color: $text; font-weight: 600; padding: 6px 8px; }
QCalendarWidget QToolButton#qt_calendar_prevmonth {
  qproperty-icon: url("$icons-chevron-left-muted.svg"); }
QCalendarWidget QToolButton#qt_calendar_nextmonth {
  qproperty-icon: url("$icons-chevron-right-muted.svg"); }
QCalendarWidget QSpinBox { min-width: 60px; }
QSplitter::handle { background: transparent; }
""")


def stylesheet(palette: Palette, icons: str) -> str:
    """Qt's style sheet for a palette.

    Args:
        palette: The colours.
        icons: URL prefix of the files made from :data:`SHEET_ICONS`.
    """
    raised = palette.pressed if palette.dark else palette.surface
    field = palette.canvas if palette.dark else palette.surface
    radii = {f"r_{name}": str(px) for name, px in RADIUS.items()}
    rules = [_SHEET.substitute(palette.colours(), icons=icons, raised=raised, field=field, **radii)]
    for name, style in TYPE.items():
        rules.append(
            f'QLabel[look="{name}"], QLabel[scale="{name}"]'
            f" {{ font-size: {style.size}px; font-weight: {style.weight}; }}"
        )
    for look in ("faint", "muted", "error", "accent", "badge", "tag"):
        rules.append(f'QLabel[look="{look}"] {{ font-size: {TYPE["caption"].size}px; }}')
    for name in ("body", "heading"):
        rules.append(f'QLabel[look="muted"][scale="{name}"] {{ font-size: {TYPE[name].size}px; }}')
    families = ", ".join(f'"{name}"' for name in FONTS)
    mono = ", ".join(f'"{name}"' for name in MONO_FONTS)
    rules.append(f"QToolTip {{ font-family: {families}; font-size: {TYPE['caption'].size}px; }}")
    rules.append(f'*[look="mono"] {{ font-family: {mono}; font-size: {TYPE["caption"].size}px; }}')
    return "\n".join(rules)
