"""PNG and ZIP files whose bytes depend on nothing but their content.

zlib, zlib-ng and libdeflate compress the same pixels to different bytes, and which of them a
Python carries differs from machine to machine. So the deflate stream is written here: Huffman
codes and no back-references, which is most of what grainy pictures can gain anyway.
"""

import heapq
import struct
import zipfile
import zlib

import numpy as np

_END_OF_BLOCK = 256
_LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]


def _code_lengths(counts):
    """Huffman code lengths of at most 15 bits (RFC 1951, 3.2.7)."""
    counts = list(counts)
    while True:
        heap = [(count, symbol, (symbol,)) for symbol, count in enumerate(counts) if count]
        heapq.heapify(heap)
        lengths = [0] * len(counts)
        while len(heap) > 1:
            a, b = heapq.heappop(heap), heapq.heappop(heap)
            for symbol in a[2] + b[2]:
                lengths[symbol] += 1
            heapq.heappush(heap, (a[0] + b[0], min(a[1], b[1]), a[2] + b[2]))
        if max(lengths) <= 15:
            return lengths
        counts = [(count + 1) // 2 for count in counts]  # flatter counts, shorter codes


def _canonical_codes(lengths):
    """The code of each symbol, most significant bit first (RFC 1951, 3.2.2)."""
    codes, code = [0] * len(lengths), 0
    for bits in range(1, 16):
        for symbol, length in enumerate(lengths):
            if length == bits:
                codes[symbol] = code
                code += 1
        code <<= 1
    return codes


def deflate(data):
    """`data` as a zlib stream of one block with Huffman codes of its own."""
    symbols = np.append(np.frombuffer(data, np.uint8).astype(np.int64), _END_OF_BLOCK)
    lengths = _code_lengths(np.bincount(symbols, minlength=257).tolist())
    codes = _canonical_codes(lengths)

    bits = []

    def number(value, width):  # least significant bit first
        bits.extend((value >> i) & 1 for i in range(width))

    number(1, 1)  # the last block
    number(2, 2)  # with its own codes
    number(0, 5)  # 257 literal codes
    number(0, 5)  # 1 distance code, which is never used
    number(19 - 4, 4)
    for symbol in _LENGTH_ORDER:  # the lengths 0 to 15 in four bits each
        number(4 if symbol < 16 else 0, 3)
    for length in lengths + [0]:
        bits.extend((length >> (3 - i)) & 1 for i in range(4))

    table = np.zeros((257, 15), np.uint8)
    for symbol, (length, code) in enumerate(zip(lengths, codes)):
        table[symbol, :length] = [(code >> (length - 1 - i)) & 1 for i in range(length)]
    used = np.arange(15)[None, :] < np.array(lengths)[:, None]
    body = table[symbols][used[symbols]]
    packed = np.packbits(np.concatenate([np.array(bits, np.uint8), body]), bitorder="little")
    return b"\x78\x01" + packed.tobytes() + struct.pack(">I", zlib.adler32(data))


def png(picture):
    """A (row, column, channel) array of bytes as a PNG, every row with the Paeth filter."""
    height, width, _ = picture.shape
    framed = np.pad(picture.astype(np.int32), ((1, 0), (1, 0), (0, 0)))
    here, left, above, corner = framed[1:, 1:], framed[1:, :-1], framed[:-1, 1:], framed[:-1, :-1]
    by_left, by_above, by_corner = abs(above - corner), abs(left - corner), abs(left + above - 2 * corner)
    nearest = np.where((by_left <= by_above) & (by_left <= by_corner), left,
                       np.where(by_above <= by_corner, above, corner))
    rows = (here - nearest).astype(np.uint8).reshape(height, -1)
    filtered = np.concatenate([np.full((height, 1), 4, np.uint8), rows], axis=1).tobytes()

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", deflate(filtered)) + chunk(b"IEND", b""))


def write_zip(path, entries):
    """Uncompressed (name, bytes) entries, in their order, dated 1980-01-01."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, content in entries:
            info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            info.create_system, info.external_attr = 3, 0o644 << 16
            archive.writestr(info, content)
