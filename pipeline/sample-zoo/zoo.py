"""The models of the sample zoo: what each is made of, how it is trained, what it needs to be run."""

import io
import json

import numpy as np
from onnx import TensorProto
from onnx.reference import ReferenceEvaluator

import files
import graph
import icons
import tickets
from network import Convolution, Dense, EmbeddingBag, GlobalAverage, MaxPool, Relu, Residual
from stream import Stream
from training import probabilities, scores, talk, train

PICTURE = (icons.SIDE, icons.SIDE, 3)
HALF, QUARTER = [0.5] * 3, [0.25] * 3
PHOTOGRAPHS = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]


class Model:
    """A repository of the zoo, in memory: its files but for the card, and what it scored."""

    def __init__(self, name, files, scored, parameters):
        self.name, self.files, self.scored, self.parameters = name, files, scored, parameters


def as_json(value):
    return (json.dumps(value, indent=2, sort_keys=True) + "\n").encode()


def config(architecture, kind, labels):
    return as_json({"architectures": [architecture], "model_type": kind,
                    "id2label": {str(i): label for i, label in enumerate(labels)},
                    "label2id": {label: i for i, label in enumerate(labels)}})


def preprocessor(rescale, mean, deviation):
    plain = mean == [0.0] * 3 and deviation == [1.0] * 3
    return as_json({"data_format": "channels_first", "do_convert_rgb": True, "do_normalize": not plain,
                    "do_rescale": rescale, "do_resize": True, "image_mean": mean, "image_std": deviation,
                    "input_data_format": "channels_first", "rescale_factor": 1 / 255 if rescale else 1.0,
                    "size": {"height": icons.SIDE, "width": icons.SIDE}})


def tokenizer(kind, split, max_length):
    examples = ["My Printer shows Error 42, again!", "a", "it's naïve", ""]
    pieces = {"word-hash": "each word, as bytes",
              "trigram-hash": "every 3 consecutive bytes of '<' + word + '>', word by word"}[kind]
    return as_json({
        "tokenizer_class": kind, "lower_case": "ascii", "word_pattern": "[a-z0-9]+", "text_encoding": "utf-8",
        "pieces": pieces, "hash": "fnv1a-32", "hash_offset": 0x811C9DC5, "hash_prime": 0x01000193,
        "buckets": tickets.BUCKETS - 1, "first_bucket": 1, "model_max_length": max_length, "truncation_side": "right",
        "padding_side": "right", "pad_token_id": 0,
        "examples": [{"text": text, "input_ids": [i for i in tickets.token_ids(text, split, max_length) if i]}
                     for text in examples]})


class Icons:
    """Both icon sets, and how an icon model is trained, scored and written."""

    def __init__(self):
        talk("icons: drawing 6,000 pictures to train on and 1,000 to test with")
        self.train, self.train_labels = icons.make(6000, seed=20)
        self.test, self.test_labels = icons.make(1000, seed=21)

    def fit(self, name, architecture, layers, epochs, rate, decay=0.0, mean=HALF, deviation=QUARTER, raw=False,
            augment=None, log=False):
        low, wide = np.array(mean, np.float32), np.array(deviation, np.float32)

        def prepare(pictures, moment=None):
            if augment and moment:
                pictures = augment(pictures, moment)
            return (pictures.astype(np.float32) / np.float32(255) - low) / wide

        def after_epoch(epoch, step, loss):
            now = self._score(layers, prepare) if log else {}
            talk(f"  {name}: epoch {epoch} of {epochs}, step {step}, training loss {loss:.4f} {now or ''}")

        train(layers, self.train, self.train_labels, prepare, epochs, rate, seed=3, decay=decay, after_epoch=after_epoch)
        given = ("pixels", TensorProto.FLOAT, [3, icons.SIDE, icons.SIDE])
        inside = None
        if raw:  # the graph takes 0 to 255 and does the arithmetic itself
            inside = [(255 * v).reshape(1, 3, 1, 1) for v in (low, wide)]
            mean, deviation = [0.0] * 3, [1.0] * 3
        onnx = graph.export(name.split("/")[1], given, layers, len(icons.LABELS), normalise=inside)
        sample = self.test[:4]
        fed = sample.astype(np.float32) if raw else prepare(sample)
        agree(onnx, given[0], fed.transpose(0, 3, 1, 2), probabilities(layers, prepare(sample)))
        kind = name.split("/")[1].removeprefix("icons-")
        return Model(name, {"config.json": config(architecture, kind, icons.LABELS),
                            "preprocessor_config.json": preprocessor(not raw, mean, deviation),
                            "model.onnx": onnx.SerializeToString(deterministic=True)},
                     self._score(layers, prepare), count(layers))

    def _score(self, layers, prepare):
        return scores(probabilities(layers, prepare(self.test)), self.test_labels)

    def centroids(self, name):
        """The mean picture of each class: a model in a format that no runtime of ours reads."""
        means = np.stack([self.train[self.train_labels == c].astype(np.int64).sum(axis=0) // (self.train_labels == c).sum()
                          for c in range(len(icons.LABELS))]).astype(np.uint8)
        away = ((self.test[:, None].astype(np.int64) - means[None]) ** 2).sum(axis=(2, 3, 4))
        member = io.BytesIO()
        np.lib.format.write_array(member, means, version=(1, 0))
        archive = io.BytesIO()
        files.write_zip(archive, [("centroids.npy", member.getvalue())])
        scored = scores(np.eye(len(icons.LABELS))[away.argmin(axis=1)], self.test_labels)
        del scored["loss"]  # distances are no probabilities
        return Model(name, {"config.json": config("NearestCentroid", "centroids", icons.LABELS),
                            "centroids.npz": archive.getvalue()}, scored, means.size)


class Tickets:
    """Both ticket sets, and how a ticket model is trained, scored and written."""

    def __init__(self):
        talk("tickets: writing 4,000 messages to train on and 1,000 to test with")
        self.train, self.train_labels = tickets.make(4000, seed=30)
        self.test, self.test_labels = tickets.make(1000, seed=31)

    def fit(self, name, architecture, kind, split, max_length):
        layers = [EmbeddingBag(tickets.BUCKETS, 24, seed=1), Dense(24, len(tickets.LABELS), seed=2)]
        given_train, given_test = (np.array([tickets.token_ids(text, split, max_length) for text in texts], np.int64)
                                   for texts in (self.train, self.test))
        train(layers, given_train, self.train_labels, lambda tokens, _: tokens, epochs=8, rate=1e-2, seed=3, batch=50)
        onnx = graph.export(name.split("/")[1], ("tokens", TensorProto.INT64, ["length"]), layers, len(tickets.LABELS))
        agree(onnx, "tokens", given_test[:4], probabilities(layers, given_test[:4]))
        return Model(name, {"config.json": config(architecture, kind, tickets.LABELS),
                            "tokenizer_config.json": tokenizer(kind, split, max_length),
                            "model.onnx": onnx.SerializeToString(deterministic=True)},
                     scores(probabilities(layers, given_test), self.test_labels), count(layers))


def count(layers):
    return int(sum(p.size for layer in layers for p in layer.parameters))


def agree(onnx, title, given, expected):
    """Stops when the graph does not compute what was trained."""
    found = ReferenceEvaluator(onnx).run(None, {title: given})[0]
    if not np.allclose(found, expected, atol=1e-4):
        raise SystemExit(f"{onnx.graph.name}: the graph's answers differ from the trained network's by {abs(found - expected).max()}")


def augmented(pictures, moment):
    """Half of the pictures mirrored, a quarter upside down, a third grey, two thirds with noise."""
    epoch, start = moment
    stream = Stream(7_000_000 + epoch * 100_000 + start, len(pictures))
    pictures = pictures.astype(np.int32)
    for flipped, percent in ((np.s_[:, :, ::-1], 50), (np.s_[:, ::-1], 25)):
        chosen = stream.chance(percent)
        pictures[chosen] = pictures[flipped][chosen]
    chosen = stream.chance(33)
    grey = (pictures @ np.array([19595, 38470, 7471]) + 32768) >> 16
    pictures[chosen] = grey[chosen][..., None]
    strength = stream.below(40) * stream.chance(66)
    noise = stream.below(256, PICTURE) + stream.below(256, PICTURE) + stream.below(256, PICTURE) - 382
    return np.clip(pictures + noise * strength[:, None, None, None] // 128, 0, 255)


def cnn():
    return [Convolution(3, 24, seed=1, size=5, stride=2, first=True), Relu(), Convolution(24, 32, seed=2), Relu(),
            MaxPool(), Convolution(32, 48, seed=3), Relu(), MaxPool(), Dense(768, 64, seed=4, picture=(4, 4, 48)), Relu(),
            Dense(64, 8, seed=5)]


def make_models(pictures, messages):
    """Trains every model, one after another, and yields each when it is done."""
    yield pictures.fit("larkfield/icons-linear", "SoftmaxRegression", [Dense(3072, 8, seed=1, picture=PICTURE)],
                       epochs=8, rate=1e-3, mean=[0.0] * 3, deviation=[1.0] * 3)
    yield pictures.fit("larkfield/icons-mlp", "MultilayerPerceptron",
                       [Dense(3072, 64, seed=1, picture=PICTURE), Relu(), Dense(64, 8, seed=2)],
                       epochs=8, rate=1e-3, decay=0.05, raw=True)
    layers = cnn()
    yield pictures.fit("orsolya-k/icons-cnn", "ConvolutionalNetwork", layers, epochs=5, rate=1.5e-3, decay=0.02)
    # Goes on from the weights of the model before it, which its card calls fine-tuning.
    yield pictures.fit("orsolya-k/icons-cnn-augmented", "ConvolutionalNetwork", layers, epochs=4, rate=1e-3, decay=0.02,
                       augment=augmented, log=True)
    mean, deviation = PHOTOGRAPHS
    yield pictures.fit("tin-whistle/icons-residual", "ResidualNetwork",
                       [Convolution(3, 16, seed=1, stride=2, first=True), Relu(), Residual(16, seed=10),
                        Convolution(16, 32, seed=2, stride=2), Relu(), Residual(32, seed=12), GlobalAverage(),
                        Dense(32, 8, seed=5)],
                       epochs=6, rate=3e-3, decay=0.01, mean=mean, deviation=deviation)
    yield pictures.centroids("ferrier/icons-centroids")
    yield messages.fit("quayside/tickets-hash", "WordHashClassifier", "word-hash", tickets.words, 32)
    yield messages.fit("quayside/tickets-trigram", "TrigramHashClassifier", "trigram-hash", tickets.trigrams, 160)
