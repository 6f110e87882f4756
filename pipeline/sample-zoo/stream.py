"""Random numbers that are the same everywhere: SplitMix64 in integer arithmetic.

NumPy keeps the right to change what its generators return from one release to the next
(NEP 19), and floats differ between machines, so whatever reaches a data set is drawn here.
SplitMix64: Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators", 2014.
"""

import numpy as np

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)


def _mix(z):
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


class Stream:
    """One independent stream per item, drawn for all items at once.

    Item 7 of a set gets the same numbers whether 10 or 10,000 items are made.
    """

    def __init__(self, seed, items):
        index = np.arange(items, dtype=np.uint64)
        seed = np.uint64(seed % 2**64)
        with np.errstate(over="ignore"):
            self._state = _mix(_mix(np.full(items, seed)) + index * _GOLDEN)
        self._drawn = 0

    def part(self, items):
        """The streams of a slice of the items, from here on."""
        part = Stream.__new__(Stream)
        part._state, part._drawn = self._state[items], self._drawn
        return part

    def below(self, limit, shape=()):
        """Integers from 0 to `limit` - 1, `shape` of them for each item, as int32."""
        count = int(np.prod(shape, dtype=np.int64))
        steps = np.arange(self._drawn + 1, self._drawn + count + 1, dtype=np.uint64)
        self._drawn += count
        with np.errstate(over="ignore"):
            bits = _mix(self._state[:, None] + steps[None, :] * _GOLDEN) >> np.uint64(32)
        values = (bits * np.uint64(limit)) >> np.uint64(32)
        return values.astype(np.int32).reshape((len(self._state),) + tuple(shape))

    def between(self, low, high, shape=()):
        """Integers from `low` to `high`, both included."""
        return self.below(high - low + 1, shape) + np.int32(low)

    def chance(self, percent, shape=()):
        """True in `percent` of 100 draws."""
        return self.below(100, shape) < percent
