"""Tickets: short messages to a help desk, from templates, on one of four topics.

The templates are shared by all topics, and one in five of the words that tell a topic is borrowed
from another one, so no model can be right about all of them.
"""

import numpy as np

from stream import Stream

LABELS = ["account", "billing", "delivery", "technical"]
OFF_TOPIC_PERCENT = 20
BUCKETS = 1024  # 0 pads, a word or trigram lands in 1 to 1,023

_THINGS = [
    ["password", "login", "profile", "username", "email address", "membership", "security question",
     "account", "two-step code", "registration", "sign-in page", "nickname"],
    ["invoice", "refund", "payment", "credit card", "receipt", "subscription fee", "charge", "discount",
     "bank transfer", "billing date", "voucher", "price"],
    ["parcel", "courier", "package", "tracking number", "shipment", "delivery slot", "doorstep", "pick-up point",
     "warehouse", "postcode", "return label", "box"],
    ["app", "screen", "update", "error message", "printer", "battery", "connection", "download", "sensor",
     "firmware", "keyboard", "installation"],
]
_TROUBLES = [
    ["is locked", "was rejected", "cannot be reset", "was changed by someone else", "is not recognised", "has expired",
     "needs to be verified", "should be deleted"],
    ["is too high", "was taken twice", "is still unpaid", "was declined", "is missing the tax", "has the wrong amount",
     "was never refunded", "is overdue"],
    ["is late", "arrived damaged", "was left outside", "went to the wrong street", "never arrived", "is stuck at customs",
     "was opened on the way", "is only half complete"],
    ["keeps crashing", "freezes", "shows a blank page", "is very slow", "does not start", "loses the signal",
     "makes a loud noise", "stopped responding"],
]
_TEMPLATES = [
    "{greeting} the {thing} {trouble}, can you help me with the {other}?",
    "{greeting} I wrote {when} about the {thing}. It {trouble} and nobody answered.",
    "My {thing} {trouble} since {when}; what about the {other}?",
    "{greeting} why is it that the {thing} {trouble}? Please check the {other} too.",
    "Since {when} the {thing} {trouble}. I need an answer today!",
    "Question about the {thing}: the {other} {trouble}.",
    "{greeting} there is a problem, the {thing} {trouble}. Thank you in advance.",
    "It happened again {when}: the {thing} {trouble}, and so does the {other}.",
    "Could someone from your team look at my {thing}? The {other} {trouble}.",
    "URGENT: {thing} {trouble}, {closing}",
]
_GREETINGS = ["Hello,", "Hi there,", "Good morning,", "Dear team,", "To whom it may concern,", "Hey,", "Sorry to bother you,"]
_WHENS = ["yesterday", "last week", "Monday", "two days ago", "the weekend", "this morning", "the 3rd of May"]
_CLOSINGS = ["please call me back.", "I am waiting.", "this is the second time.", "what can I do?", "thanks!"]


def make(items, seed):
    """`items` messages and their labels."""
    stream = Stream(seed, items)
    labels = stream.below(len(LABELS))
    strayed = stream.chance(OFF_TOPIC_PERCENT, (3,))
    others = stream.below(len(LABELS) - 1, (3,))
    topics = np.where(strayed, (labels[:, None] + 1 + others) % len(LABELS), labels[:, None])
    template, greeting = stream.below(len(_TEMPLATES)), stream.below(len(_GREETINGS))
    when, closing = stream.below(len(_WHENS)), stream.below(len(_CLOSINGS))
    thing, trouble, other = stream.below(12), stream.below(8), stream.below(12)
    texts = [
        _TEMPLATES[template[i]].format(
            greeting=_GREETINGS[greeting[i]], when=_WHENS[when[i]], closing=_CLOSINGS[closing[i]],
            thing=_THINGS[topics[i, 0]][thing[i]], trouble=_TROUBLES[topics[i, 1]][trouble[i]],
            other=_THINGS[topics[i, 2]][other[i]])
        for i in range(items)
    ]
    return texts, labels


def words(text):
    """Lower-cased runs of ASCII letters and digits; every other byte only separates."""
    lowered = bytes(b + 32 if 65 <= b <= 90 else b for b in text.encode("utf-8"))
    kept = bytes(b if 97 <= b <= 122 or 48 <= b <= 57 else 32 for b in lowered)
    return kept.split()


def trigrams(text):
    """Every three bytes in a row of each `<word>`; a word of one letter gives one."""
    return [marked[i : i + 3] for word in words(text) for marked in [b"<" + word + b">"] for i in range(len(marked) - 2)]


def fnv1a(content):
    """FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/"""
    value = 0x811C9DC5
    for byte in content:
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


def token_ids(text, split, max_length):
    """What a model is given: bucket numbers, cut and padded with zeros at the end."""
    ids = [fnv1a(piece) % (BUCKETS - 1) + 1 for piece in split(text)][:max_length]
    return ids + [0] * (max_length - len(ids))
