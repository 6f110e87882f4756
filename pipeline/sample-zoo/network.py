"""The layers of the sample models: forward, backward, and their ONNX nodes.

Pictures are (item, row, column, channel) here, which suits NumPy, and (item, channel, row, column)
in the graphs, which is what ONNX asks for; weights are turned when they are written.
"""

import numpy as np

from stream import Stream


def uniform(seed, shape, bound):
    """Starting weights between -bound and bound."""
    bits = Stream(seed, 1).below(1 << 24, shape)[0].astype(np.float64)
    return ((bits / (1 << 23) - 1) * bound).astype(np.float32)


class Layer:
    parameters = ()
    gradients = ()


class Dense(Layer):
    def __init__(self, inputs, outputs, seed, scale=1.0, picture=None):
        self.parameters = [uniform(seed, (inputs, outputs), scale * (6 / inputs) ** 0.5), np.zeros(outputs, np.float32)]
        self._picture = picture  # (rows, columns, channels) when the input is a flattened picture

    def forward(self, x):
        self._shape, self._x = x.shape, x.reshape(len(x), -1)
        return self._x @ self.parameters[0] + self.parameters[1]

    def backward(self, dy):
        self.gradients = [self._x.T @ dy, dy.sum(axis=0)]
        return (dy @ self.parameters[0].T).reshape(self._shape)

    def export(self, graph, x):
        weight, bias = self.parameters
        if self._picture:
            x = graph.node("Flatten", x, axis=1)
            weight = weight.reshape(*self._picture, -1).transpose(2, 0, 1, 3).reshape(weight.shape)
        return graph.node("Gemm", x, graph.constant("weight", weight), graph.constant("bias", bias))


class Convolution(Layer):
    def __init__(self, inputs, outputs, seed, size=3, stride=1, scale=1.0, first=False):
        fan_in = size * size * inputs
        self.parameters = [uniform(seed, (fan_in, outputs), scale * (6 / fan_in) ** 0.5), np.zeros(outputs, np.float32)]
        self._size, self._stride, self._channels, self._first = size, stride, inputs, first

    def forward(self, x):
        k, s, pad = self._size, self._stride, self._size // 2
        x = np.pad(x, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
        n, height, width, channels = self._padded = x.shape
        out = ((height - k) // s + 1, (width - k) // s + 1)
        a, b, c, d = x.strides
        windows = np.lib.stride_tricks.as_strided(x, (n, *out, k, k, channels), (a, b * s, c * s, b, c, d))
        self._columns = windows.reshape(n * out[0] * out[1], -1)
        return (self._columns @ self.parameters[0] + self.parameters[1]).reshape(n, *out, -1)

    def backward(self, dy):
        n, rows, columns, outputs = dy.shape
        flat = dy.reshape(-1, outputs)
        self.gradients = [self._columns.T @ flat, flat.sum(axis=0)]
        if self._first:  # nobody asks for the gradient of the pixels
            return None
        k, s, pad = self._size, self._stride, self._size // 2
        spread = (flat @ self.parameters[0].T).reshape(n, rows, columns, k, k, self._channels)
        dx = np.zeros(self._padded, np.float32)
        for i in range(k):
            for j in range(k):
                dx[:, i : i + s * rows : s, j : j + s * columns : s] += spread[:, :, :, i, j]
        return dx[:, pad:-pad, pad:-pad]

    def export(self, graph, x):
        weight, bias = self.parameters
        k, pad = self._size, self._size // 2
        kernel = weight.reshape(k, k, self._channels, -1).transpose(3, 2, 0, 1)
        return graph.node("Conv", x, graph.constant("weight", kernel), graph.constant("bias", bias),
                          kernel_shape=[k, k], strides=[self._stride] * 2, pads=[pad] * 4)


class Relu(Layer):
    def forward(self, x):
        self._kept = x > 0
        return x * self._kept

    def backward(self, dy):
        return dy * self._kept

    def export(self, graph, x):
        return graph.node("Relu", x)


class MaxPool(Layer):
    """The largest of each 2×2."""

    def forward(self, x):
        n, rows, columns, channels = x.shape
        quads = x.reshape(n, rows // 2, 2, columns // 2, 2, channels)
        largest = quads.max(axis=(2, 4), keepdims=True)
        self._kept = quads == largest
        return largest[:, :, 0, :, 0]

    def backward(self, dy):
        spread = self._kept * dy[:, :, None, :, None]
        n, rows, _, columns, _, channels = spread.shape
        return spread.reshape(n, rows * 2, columns * 2, channels)

    def export(self, graph, x):
        return graph.node("MaxPool", x, kernel_shape=[2, 2], strides=[2, 2])


class GlobalAverage(Layer):
    def forward(self, x):
        self._shape = x.shape
        return x.mean(axis=(1, 2))

    def backward(self, dy):
        _, rows, columns, _ = self._shape
        return np.broadcast_to(dy[:, None, None, :] / np.float32(rows * columns), self._shape)

    def export(self, graph, x):
        return graph.node("Flatten", graph.node("GlobalAveragePool", x), axis=1)


class Residual(Layer):
    """Two convolutions around a short cut; the second starts at zero (Fixup, arXiv 1901.09321)."""

    def __init__(self, channels, seed):
        self._inner = [Convolution(channels, channels, seed), Relu(), Convolution(channels, channels, seed + 1, scale=0.0)]
        self._after = Relu()
        self.parameters = [p for layer in self._inner for p in layer.parameters]

    def forward(self, x):
        y = x
        for layer in self._inner:
            y = layer.forward(y)
        return self._after.forward(x + y)

    def backward(self, dy):
        dy = self._after.backward(dy)
        dx = dy
        for layer in reversed(self._inner):
            dx = layer.backward(dx)
        self.gradients = [g for layer in self._inner for g in layer.gradients]
        return dy + dx

    def export(self, graph, x):
        y = x
        for layer in self._inner:
            y = layer.export(graph, y)
        return graph.node("Relu", graph.node("Add", x, y))


class EmbeddingBag(Layer):
    """The mean of the tokens' vectors, padding left out."""

    def __init__(self, buckets, width, seed):
        self.parameters = [uniform(seed, (buckets, width), 0.1)]

    def forward(self, tokens):
        self._tokens, self._present = tokens, (tokens != 0).astype(np.float32)
        self._count = np.maximum(1, self._present.sum(axis=1, keepdims=True))
        return (self.parameters[0][tokens] * self._present[..., None]).sum(axis=1) / self._count

    def backward(self, dy):
        width = dy.shape[1]
        share = (dy / self._count)[:, None, :] * self._present[..., None]
        gradient = np.zeros_like(self.parameters[0])
        np.add.at(gradient, self._tokens.ravel(), share.reshape(-1, width))
        self.gradients = [gradient]

    def export(self, graph, tokens):
        table = self.parameters[0].copy()
        table[0] = 0  # padding adds nothing to the sum
        vectors = graph.node("Gather", graph.constant("embedding", table), tokens, axis=0)
        total = graph.node("ReduceSum", vectors, graph.constant("axis", np.array([1], np.int64)), keepdims=0)
        present = graph.node("Cast", graph.node("Greater", tokens, graph.constant("padding", np.array(0, np.int64))), to=1)
        count = graph.node("ReduceSum", present, graph.constant("axis", np.array([1], np.int64)), keepdims=1)
        return graph.node("Div", total, graph.node("Max", count, graph.constant("one", np.array(1, np.float32))))
