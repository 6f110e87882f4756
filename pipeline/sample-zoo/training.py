"""Trains a list of layers with Adam, and scores it."""

import math
import sys

import numpy as np

from stream import Stream


def talk(message):
    print(message, file=sys.stderr, flush=True)


def softmax(logits):
    shares = np.exp(logits - logits.max(axis=1, keepdims=True))
    return shares / shares.sum(axis=1, keepdims=True)


def _logits(layers, x):
    for layer in layers:
        x = layer.forward(x)
    return x


def probabilities(layers, inputs, batch=250):
    return np.concatenate([softmax(_logits(layers, inputs[i : i + batch])) for i in range(0, len(inputs), batch)])


def scores(shares, labels):
    """Accuracy, F1 averaged over the classes, and cross-entropy."""
    predicted, classes = shares.argmax(axis=1), shares.shape[1]
    f1 = []
    for c in range(classes):
        hits = int(((predicted == c) & (labels == c)).sum())
        wrong = int(((predicted == c) != (labels == c)).sum())
        f1.append(2 * hits / (2 * hits + wrong) if hits + wrong else 0.0)
    loss = -np.log(np.maximum(shares[np.arange(len(labels)), labels], 1e-9)).mean()
    return {"accuracy": round(float((predicted == labels).mean()), 4), "macro-f1": round(sum(f1) / classes, 4),
            "loss": round(float(loss), 4)}


def _shuffled(count, seed):
    return np.argsort(Stream(seed, 1).below(1 << 30, (count,))[0], kind="stable")


def train(layers, inputs, labels, prepare, epochs, rate, seed, batch=64, decay=0.0, after_epoch=None):
    """Cross-entropy with Adam (arXiv 1412.6980) and a cosine from `rate` to zero.

    `prepare(rows, epoch)` gives the network's input for some rows of `inputs`; augmentation lives there.
    `decay` is decoupled weight decay (arXiv 1711.05101) on everything but biases.
    """
    weights = [p for layer in layers for p in layer.parameters]
    first, second = [np.zeros_like(p) for p in weights], [np.zeros_like(p) for p in weights]
    steps, step = epochs * (len(inputs) // batch), 0
    for epoch in range(epochs):
        order, total = _shuffled(len(inputs), seed * 1000 + epoch), 0.0
        for start in range(0, len(inputs) - batch + 1, batch):
            chosen = order[start : start + batch]
            shares = softmax(_logits(layers, prepare(inputs[chosen], (epoch, start))))
            truth = labels[chosen]
            total -= float(np.log(np.maximum(shares[np.arange(batch), truth], 1e-9)).mean())
            shares[np.arange(batch), truth] -= 1
            gradient = (shares / batch).astype(np.float32)
            for layer in reversed(layers):
                gradient = layer.backward(gradient)
            step += 1
            now = rate * 0.5 * (1 + math.cos(math.pi * step / steps))
            scale = now * math.sqrt(1 - 0.999**step) / (1 - 0.9**step)
            for p, g, m, v in zip(weights, (g for layer in layers for g in layer.gradients), first, second):
                m += 0.1 * (g - m)
                v += 0.001 * (g * g - v)
                if decay and p.ndim > 1:
                    p *= 1 - now * decay
                p -= scale * m / (np.sqrt(v) + 1e-8)
        if after_epoch:
            after_epoch(epoch + 1, step, total / (len(inputs) // batch))
