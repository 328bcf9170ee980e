#!/usr/bin/env python3
"""True pictures of a terminal program: runs it in a terminal of its own, presses keys, and draws what it showed.

    pip install pyte pillow        (pillow is needed for PNG only; the font is DejaVu Sans Mono)
    cargo build --release
    assets/screenshot.py --size 100x30 wait=1 shot=shelf.svg key=enter wait=0.5 shot=setup.png -- target/release/baste

The steps, in order: wait=SECONDS, key=NAME (enter, space, tab, esc, up, down, left, right, backspace, or a letter),
type=TEXT, resize=COLUMNSxROWS, shot=FILE (.svg, .png, or .txt). Home is an empty folder unless --home names one, so that no
real recipe or session is touched. below=ROWS leaves rows at the top out of
the pictures that follow, such as the line that tells a rehearsal. Blocks and lines are drawn as rectangles, so that they join whatever the font.
"""

import argparse
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import tempfile
import termios
import time
import unicodedata
from xml.sax.saxutils import escape

import pyte

KEYS = {
    "enter": "\r", "space": " ", "tab": "\t", "esc": "\x1b", "backspace": "\x7f", "backtab": "\x1b[Z",
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "pageup": "\x1b[5~", "pagedown": "\x1b[6~",
}
PAPER, INK = "#14171c", "#d8dce3"
COLOURS = {
    "black": "#21252b", "red": "#e06c75", "green": "#8cc265", "brown": "#e0af68", "blue": "#61afef",
    "magenta": "#c678dd", "cyan": "#56b6c2", "white": "#c8ccd4", "brightblack": "#5c6370", "brightred": "#ff7a85",
    "brightgreen": "#a5e075", "brightbrown": "#f0c674", "brightyellow": "#f0c674", "brightblue": "#79c0ff",
    "brightmagenta": "#de9af5", "brightcyan": "#76d4e0", "brightwhite": "#ffffff",
}
CELL_W, CELL_H, SIZE, PAD = 12, 25, 20, 14


class Screen(pyte.Screen):
    """pyte knows nothing of dim text; blinking, which nothing here uses, stands for it."""

    def select_graphic_rendition(self, *attrs, **kwargs):
        plain = 38 not in attrs and 48 not in attrs
        for attr in attrs or (0,):
            if plain:
                super().select_graphic_rendition(*{2: (5,), 22: (22, 25)}.get(attr, (attr,)), **kwargs)
        if not plain:
            super().select_graphic_rendition(*attrs, **kwargs)


def blend(over, under, share):
    pair = [(int(over[i:i + 2], 16), int(under[i:i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pair)


def colour(name, default):
    if name == "default":
        return default
    return COLOURS.get(name) or "#" + name


def look(char):
    """Ink and paper of a cell."""
    ink, paper = colour(char.fg, INK), colour(char.bg, PAPER)
    if char.reverse:
        ink, paper = paper, ink
    if char.blink:
        ink = blend(ink, paper, 0.6)
    return ink, paper


def box_arms(sign):
    """How thick the arms of a box drawing sign are: left, right, up, down; from its name in Unicode."""
    name = unicodedata.name(sign, "")
    found = re.fullmatch(r"BOX DRAWINGS (LIGHT|HEAVY) (?:ARC )?(.+)", name)
    if not found or "DASH" in name or "DIAGONAL" in name or "HEAVY" in found[2] or "LIGHT" in found[2]:
        return None
    thick = 1 if found[1] == "LIGHT" else 2
    arms = {"LEFT": 0, "RIGHT": 0, "UP": 0, "DOWN": 0}
    for word in found[2].split(" AND "):
        for arm in {"HORIZONTAL": ("LEFT", "RIGHT"), "VERTICAL": ("UP", "DOWN")}.get(word, (word,)):
            if arm not in arms:
                return None
            arms[arm] = thick
    return tuple(arms.values())


QUADRANTS = dict(zip("▘▝▖▗▚▞▛▜▙▟", [1, 2, 4, 8, 9, 6, 7, 11, 13, 14]))


def rectangles(sign):
    """The sign as rectangles (x, y, width, height in cells, share of ink), or None if it is a letter."""
    code = ord(sign)
    if sign == "▀":
        return [(0, 0, 1, 0.5, 1)]
    if 0x2581 <= code <= 0x2588:
        share = (code - 0x2580) / 8
        return [(0, 1 - share, 1, share, 1)]
    if 0x2589 <= code <= 0x258F:
        return [(0, 0, (0x2590 - code) / 8, 1, 1)]
    if sign == "▐":
        return [(0.5, 0, 0.5, 1, 1)]
    if sign in "░▒▓":
        return [(0, 0, 1, 1, {"░": 0.25, "▒": 0.5, "▓": 0.75}[sign])]
    if sign in QUADRANTS:
        bits = QUADRANTS[sign]
        return [(0.5 * (i % 2), 0.5 * (i // 2), 0.5, 0.5, 1) for i in range(4) if bits >> i & 1]
    arms = box_arms(sign)
    if arms is None:
        return None
    left, right, up, down = (arm * 2 for arm in arms)
    across, along = max(left, right), max(up, down)
    mid_x, mid_y = CELL_W / 2, CELL_H / 2
    found = []
    if left:
        found.append((0, mid_y - left / 2, mid_x + along / 2, left))
    if right:
        found.append((mid_x - along / 2, mid_y - right / 2, CELL_W - mid_x + along / 2, right))
    if up:
        found.append((mid_x - up / 2, 0, up, mid_y + across / 2))
    if down:
        found.append((mid_x - down / 2, mid_y - across / 2, down, CELL_H - mid_y + across / 2))
    return [(x / CELL_W, y / CELL_H, w / CELL_W, h / CELL_H, 1) for x, y, w, h in found]


def shapes(screen):
    """All that is to be drawn: ("rect", x, y, w, h, colour) in cells, then ("text", x, y, cells, text, colour, bold)."""
    papers, inks, texts = [], [], []
    for y in range(screen.lines):
        line = screen.buffer[y]
        x = 0
        while x < screen.columns:
            char = line[x]
            wide = 2 if x + 1 < screen.columns and line[x + 1].data == "" else 1
            ink, paper = look(char)
            if paper != PAPER:
                papers.append(["rect", x, y, wide, 1, paper])
            parts = rectangles(char.data) if len(char.data) == 1 else None
            if parts is not None:
                inks += [["rect", x + a, y + b, w, h, blend(ink, paper, share)] for a, b, w, h, share in parts]
            elif char.data.strip():
                texts.append(["text", x, y, wide, char.data, ink, char.bold])
            x += wide
    return merge(papers) + merge(inks) + texts


def merge(rects):
    """Neighbours of one row and colour as one rectangle, and equal rows below each other as one too."""
    for at, size in ((1, 3), (2, 4)):
        rects.sort(key=lambda r: (r[5], r[3 - at], r[7 - size], r[at]))
        kept = []
        for rect in rects:
            last = kept[-1] if kept else None
            same = last and last[5] == rect[5] and last[3 - at] == rect[3 - at] and last[7 - size] == rect[7 - size]
            if same and abs(last[at] + last[size] - rect[at]) < 1e-6:
                last[size] += rect[size]
            else:
                kept.append(rect)
        rects = kept
    return rects


def runs(texts):
    """Letters beside each other in one style, as one text with the spaces between words."""
    kept = []
    for _, x, y, wide, text, ink, bold in texts:
        last = kept[-1] if kept else None
        if last and last[1] == y and last[4:] == [ink, bold] and 0 <= x - last[0] - last[2] <= 1:
            gap = x - last[0] - last[2]
            last[2] += gap + wide
            last[3] += " " * gap + text
        else:
            kept.append([x, y, wide, text, ink, bold])
    return kept


def svg(screen):
    drawn = shapes(screen)
    width, height = screen.columns * CELL_W + 2 * PAD, screen.lines * CELL_H + 2 * PAD
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">',
        f'<rect width="{width}" height="{height}" rx="10" fill="{PAPER}"/>',
        f'<g transform="translate({PAD} {PAD})" shape-rendering="crispEdges">',
    ]
    number = lambda value: f"{value:.2f}".rstrip("0").rstrip(".")
    for shape in drawn:
        if shape[0] == "rect":
            _, x, y, w, h, ink = shape
            out.append(f'<rect x="{number(x * CELL_W)}" y="{number(y * CELL_H)}" width="{number(w * CELL_W)}" '
                       f'height="{number(h * CELL_H)}" fill="{ink}"/>')
    out.append("</g>")
    out.append(f'<g transform="translate({PAD} {PAD})" font-size="{SIZE}" xml:space="preserve" '
               'font-family="\'DejaVu Sans Mono\', Menlo, Consolas, \'Liberation Mono\', monospace">')
    for x, y, cells, text, ink, bold in runs([shape for shape in drawn if shape[0] == "text"]):
        weight = ' font-weight="bold"' if bold else ""
        out.append(f'<text x="{number(x * CELL_W)}" y="{number(y * CELL_H + CELL_H * 0.74)}" fill="{ink}"{weight} '
                   f'textLength="{number(cells * CELL_W)}" lengthAdjust="spacingAndGlyphs">{escape(text)}</text>')
    return "\n".join(out + ["</g>", "</svg>", ""])


def png(screen, path):
    from PIL import Image, ImageDraw, ImageFont

    folder = "/usr/share/fonts/truetype/dejavu/"
    fonts = {}
    for bold, name in ((False, "DejaVuSansMono.ttf"), (True, "DejaVuSansMono-Bold.ttf")):
        try:
            fonts[bold] = ImageFont.truetype(folder + name, SIZE)
        except OSError:
            fonts[bold] = ImageFont.truetype(name, SIZE)
    size = (screen.columns * CELL_W + 2 * PAD, screen.lines * CELL_H + 2 * PAD)
    image = Image.new("RGB", size, PAPER)
    draw = ImageDraw.Draw(image)
    for shape in shapes(screen):
        if shape[0] == "rect":
            _, x, y, w, h, ink = shape
            left, top = PAD + round(x * CELL_W), PAD + round(y * CELL_H)
            right, bottom = PAD + round((x + w) * CELL_W) - 1, PAD + round((y + h) * CELL_H) - 1
            draw.rectangle((left, top, max(left, right), max(top, bottom)), fill=ink)
        else:
            _, x, y, _, text, ink, bold = shape
            draw.text((PAD + x * CELL_W, PAD + y * CELL_H + CELL_H * 0.74), text, font=fonts[bold], fill=ink, anchor="ls")
    image.save(path)


class Below:
    """A screen without its first rows."""

    def __init__(self, screen, rows):
        self.lines, self.columns = screen.lines - rows, screen.columns
        self.buffer = {y: screen.buffer[y + rows] for y in range(self.lines)}
        self.display = screen.display[rows:]


def shoot(screen, path, below):
    screen = Below(screen, below)
    if path.endswith(".png"):
        png(screen, path)
        return
    text = svg(screen) if path.endswith(".svg") else "\n".join(line.rstrip() for line in screen.display) + "\n"
    with open(path, "w", encoding="utf-8") as out:
        out.write(text)


def set_size(fd, columns, rows):
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


class Terminal:
    def __init__(self, command, columns, rows, home, plain):
        self.screen = Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.bytes = 0
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ.update(HOME=home, TERM="xterm-256color", LANG="C.UTF-8")
            for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "NO_COLOR", "TMUX"):
                os.environ.pop(name, None)
            if plain:
                os.environ["NO_COLOR"] = "1"
            try:
                os.execvp(command[0], command)
            except OSError as fault:
                print(f"{command[0]}: {fault}", file=sys.stderr)
            os._exit(127)
        set_size(self.fd, columns, rows)

    def wait(self, seconds):
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if not select.select([self.fd], [], [], left)[0]:
                return
            try:
                data = os.read(self.fd, 65536)
            except OSError:
                data = b""
            if not data:
                return
            self.bytes += len(data)
            # pyte would show the letters of private colour sequences that it does not know.
            self.stream.feed(re.sub(rb"\x1b\[[<>=?][0-9;]*[murs]", b"", data))

    def press(self, text):
        os.write(self.fd, text.encode())
        self.wait(0.15)

    def resize(self, columns, rows):
        self.screen.resize(rows, columns)
        set_size(self.fd, columns, rows)
        self.wait(0.3)

    def end(self):
        for sign in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.kill(self.pid, sign)
            except ProcessLookupError:
                break
            self.wait(0.3)
            if os.waitpid(self.pid, os.WNOHANG)[0]:
                break


def pair(text):
    columns, rows = text.lower().split("x")
    return int(columns), int(rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=pair, default=(80, 24), help="columns x rows, by default 80x24")
    parser.add_argument("--home", help="the home folder to run in, by default an empty one")
    parser.add_argument("--plain", action="store_true", help="set NO_COLOR")
    parser.add_argument("steps", nargs="*", help="wait=, key=, type=, resize=, shot=")
    arguments = sys.argv[1:]
    if "--" not in arguments:
        parser.error("the program to run stands after --")
    cut = arguments.index("--")
    options, command = parser.parse_args(arguments[:cut]), arguments[cut + 1:]
    # A path that holds under another home and folder.
    if os.path.exists(command[0]):
        command[0] = os.path.abspath(command[0])
    with tempfile.TemporaryDirectory() as empty:
        terminal = Terminal(command, *options.size, options.home or empty, options.plain)
        terminal.wait(0.3)
        below = 0
        for step in options.steps:
            what, _, value = step.partition("=")
            if what == "wait":
                terminal.wait(float(value))
            elif what == "key":
                terminal.press(KEYS.get(value.lower(), value))
            elif what == "type":
                terminal.press(value)
            elif what == "resize":
                terminal.resize(*pair(value))
            elif what == "shot":
                shoot(terminal.screen, value, below)
            elif what == "below":
                below = int(value)
            else:
                parser.error(f"{step}: not a step")
        terminal.end()


if __name__ == "__main__":
    main()
