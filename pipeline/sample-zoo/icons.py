"""Icons: 32×32 colour pictures of eight things, made with integers only.

Every picture has a gradient behind it, blobs and lines in the way, a small rotation, shift and
change of size, and grain. In 65 % of the pictures the colour of the thing agrees with its class:
a shortcut that a model may take, and that greyscale takes away again. Each thing has a natural
upright position, and upside down or mirrored it is still the same thing.
"""

import math

import numpy as np

from stream import Stream

LABELS = ["house", "tree", "boat", "fish", "cup", "arrow", "key", "lamp"]
SIDE = 32
SHORTCUT_PERCENT = 65

# One hue per class, in the order of LABELS.
_HUES = np.array(
    [[220, 70, 60], [70, 180, 70], [60, 100, 220], [235, 150, 50],
     [170, 80, 200], [60, 190, 190], [225, 205, 70], [230, 120, 170]], dtype=np.int32)

# Twice as many samples as pixels on each axis. Positions run from -63 to 63, so that
# one pixel is four units and everything below is in those units.
_AXIS = (2 * np.arange(2 * SIDE) + 1 - 2 * SIDE).astype(np.int32)

# Rounded to 1/1024: far coarser than any difference between two C libraries.
_DEGREES = range(-14, 15)
_SINE = np.array([round(1024 * math.sin(math.radians(d))) for d in _DEGREES], dtype=np.int32)
_COSINE = np.array([round(1024 * math.cos(math.radians(d))) for d in _DEGREES], dtype=np.int32)


def _disc(u, v, x, y, radius):
    return (u - x) ** 2 + (v - y) ** 2 <= radius * radius


def _box(u, v, left, top, right, bottom):
    return (u >= left) & (u <= right) & (v >= top) & (v <= bottom)


def _house(u, v):
    walls = _box(u, v, -25, -4, 25, 34)
    roof = (v >= -38) & (v < -2) & (abs(u) <= v + 38)
    return walls | roof, _box(u, v, -6, 12, 7, 34)


def _tree(u, v):
    crown = _disc(u, v, 0, -12, 25)
    trunk = _box(u, v, -5, 8, 5, 38)
    return crown | trunk, trunk & ~crown


def _boat(u, v):
    hull = (v >= 14) & (v <= 33) & (abs(u) <= 50 - v)
    mast = _box(u, v, -3, -36, 1, 14)
    sail = (v >= -34) & (v <= 9) & (u >= 4) & (4 * (u - 4) <= 3 * (v + 34))
    return hull | mast | sail, mast | sail


def _fish(u, v):
    body = 3 * (u + 7) ** 2 + 7 * v**2 <= 3 * 28 * 28
    tail = (u >= 16) & (u <= 38) & (abs(v) <= u - 14)
    return body | tail, _disc(u, v, -21, -4, 4)


def _cup(u, v):
    bowl = _box(u, v, -28, -24, 18, 30)
    handle = (u > 18) & _disc(u, v, 18, 2, 19) & ~_disc(u, v, 18, 2, 11)
    return bowl | handle, _box(u, v, -28, -24, 18, -17)


def _arrow(u, v):
    head = (v >= -38) & (v <= -4) & (abs(u) <= v + 38)
    shaft = _box(u, v, -8, -4, 8, 38)
    return head | shaft, shaft & (abs(u) <= 2)


def _key(u, v):
    ring = _disc(u, v, 0, -20, 18) & ~_disc(u, v, 0, -20, 9)
    stem = _box(u, v, -4, -4, 4, 38)
    teeth = _box(u, v, 4, 17, 17, 23) | _box(u, v, 4, 31, 17, 37)
    return ring | stem | teeth, teeth


def _lamp(u, v):
    shade = (v >= -36) & (v <= -4) & (2 * abs(u) <= 24 + v + 36)
    stem = _box(u, v, -3, -4, 3, 27)
    foot = _box(u, v, -18, 27, 18, 35)
    return shade | stem | foot, stem | foot


_SHAPES = [_house, _tree, _boat, _fish, _cup, _arrow, _key, _lamp]


def _column(values):
    """Per-item values, shaped to meet an (item, row, column) array."""
    return values[:, None, None]


def _paint(canvas, mask, colour):
    np.copyto(canvas, colour[:, None, None, :], where=mask[..., None])


def _background(stream, items):
    start, end = stream.between(40, 215, (3,)), stream.between(40, 215, (3,))
    slope = stream.between(-8, 8, (2,))
    ramp = _column(slope[:, 0]) * _AXIS[None, None, :] + _column(slope[:, 1]) * _AXIS[None, :, None]
    span = np.maximum(1, 126 * np.abs(slope).sum(axis=1))
    share = (ramp + _column(span) // 2) * 256 // _column(span)
    mixed = start[:, None, None, :] * (256 - share[..., None]) + end[:, None, None, :] * share[..., None]
    return np.clip(mixed >> 8, 0, 255).astype(np.int32)


def _clutter(canvas, stream, blobs, lines):
    x, y = _AXIS[None, None, :], _AXIS[None, :, None]
    for _ in range(blobs):
        centre, radius = stream.between(-60, 60, (2,)), stream.between(6, 16)
        colour = _HUES[stream.below(8)] + stream.between(-30, 30, (3,))
        shown = stream.chance(65)
        mask = (x - _column(centre[:, 0])) ** 2 + (y - _column(centre[:, 1])) ** 2 <= _column(radius**2)
        _paint(canvas, mask & _column(shown), np.clip(colour, 0, 255))
    for _ in range(lines):
        through, step = stream.between(-50, 50, (2,)), stream.between(-10, 10, (2,))
        colour = stream.between(20, 235, (3,))
        shown = stream.chance(55)
        across = _column(step[:, 1]) * (x - _column(through[:, 0])) - _column(step[:, 0]) * (y - _column(through[:, 1]))
        mask = across**2 <= _column(4 * (step**2).sum(axis=1))
        _paint(canvas, mask & _column(shown), colour)


def _things(stream, labels):
    """Which samples belong to the thing and to its detail."""
    turn = stream.below(len(_SINE))
    shift, size = stream.between(-14, 14, (2,)), stream.between(72, 112)
    x = _AXIS[None, None, :] - _column(shift[:, 0])
    y = _AXIS[None, :, None] - _column(shift[:, 1])
    sine, cosine, scale = _column(_SINE[turn]), _column(_COSINE[turn]), _column(size * 1024)
    u = (cosine * x + sine * y) * 100 // scale
    v = (cosine * y - sine * x) * 100 // scale
    whole, detail = np.empty(u.shape, bool), np.empty(u.shape, bool)
    for label, shape in enumerate(_SHAPES):
        chosen = labels == label
        whole[chosen], detail[chosen] = shape(u[chosen], v[chosen])
    return whole, detail


def _draw(stream, labels):
    items = len(labels)
    canvas = _background(stream, items)
    _clutter(canvas, stream, blobs=3, lines=2)

    agrees = stream.chance(SHORTCUT_PERCENT)
    hue = np.where(agrees, labels, stream.below(8))
    light = stream.between(60, 105)
    colour = np.clip(_HUES[hue] * light[:, None] // 100 + stream.between(-26, 26, (3,)), 0, 255)
    detail_colour = np.clip(colour * stream.between(45, 70)[:, None] // 100, 0, 255)

    whole, detail = _things(stream, labels)
    _paint(canvas, whole, colour)
    _paint(canvas, whole & detail, detail_colour)
    _clutter(canvas, stream, blobs=1, lines=1)

    quads = canvas.reshape(items, SIDE, 2, SIDE, 2, 3).sum(axis=(2, 4)) >> 2
    grain = stream.between(-4, 4, (SIDE, SIDE, 3)) + stream.between(-4, 4, (SIDE, SIDE, 3))
    # Steps of eight: under the grain the eye does not miss the rest, and the archive is half the size.
    return (np.clip(quads + grain, 0, 255) & ~7).astype(np.uint8)


def make(items, seed):
    """`items` pictures as (item, row, column, channel) bytes, and their labels."""
    stream = Stream(seed, items)
    labels = stream.below(len(LABELS))
    pictures = np.empty((items, SIDE, SIDE, 3), np.uint8)
    for first in range(0, items, 125):  # small enough to stay in the cache
        part = slice(first, min(first + 125, items))
        pictures[part] = _draw(stream.part(part), labels[part])
    return pictures, labels
