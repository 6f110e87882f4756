import Records
import YAML

/// What names mean in structured documents, whoever wrote them.
///
/// A new zoo's way of saying what is known here is a word in this table.
enum DataKeys {
  enum Meaning {
    case license, language, task, library, baseModel, paper, repository, link, tags, kind
    /// A data set; where nothing else tells, it is what the model was trained on.
    case dataset
    case trainedOn, evaluatedOn
    case parameters, size, flops, inputSize, inputShape, arguments, latency
    case hyperparameter, hardware, duration, emissions
    case architecture, modelType, opset
    case prose
    case section(String)
    /// Metrics with their values, or lists and mappings of such.
    case results
    /// Metrics with their values in words.
    case measures
    /// The names below are those of devices.
    case devices
    /// Not about the model: nothing in it is read.
    case closed
  }

  /// - Parameters:
  ///   - parent: the mapping that the name stands in.
  ///   - path: the names above, folded.
  static func meaning(of key: String, in parent: YAML.Node, _ path: [String]) -> Meaning? {
    if let special = special[key], parent.value(folded: special.beside) != nil { return special.meaning }
    return plain[key]
  }

  /// Names that mean something of their own beside another.
  private static let special: [String: (beside: String, meaning: Meaning)] = [
    // An adapter names the model that it was made for.
    "model name": ("subtask", .baseModel),
    // The packages of spaCy list what they were trained on.
    "sources": ("spacy version", .trainedOn),
    "provenance": ("framework", .link),
    // A variant names what it was made from.
    "parents": ("variantmetadata", .baseModel),
  ]

  private static let plain = Lexicon<Meaning>([
    (.license, ["license", "licence", "licenses", "license type", "license id", "license name", "spdx", "liscence"]),
    (.language, ["language", "languages", "lang", "supported languages"]),
    (
      .task,
      [
        "task", "tasks", "task type", "task name", "task id", "pipeline tag", "inferencetasks", "inference tasks",
        "use case", "problem type", "task categories",
      ]
    ),
    (.library, ["library", "library name", "framework", "frameworks"]),
    (
      .baseModel,
      ["base model", "base models", "pretrained model", "fine tuned from", "finetuned from", "parent model"]
    ),
    (.dataset, ["dataset", "datasets", "dataset name"]),
    (
      .trainedOn,
      ["training data", "training dataset", "training datasets", "trained on", "train data", "train dataset"]
    ),
    (
      .evaluatedOn,
      [
        "evaluation data", "evaluation dataset", "evaluation datasets", "evaluated on", "test data", "test dataset",
        "eval dataset", "benchmark name",
      ]
    ),
    (
      .paper,
      [
        "paper", "papers", "paper url", "research paper", "references", "reference", "citation", "citations", "cite",
        "cite as", "doi", "arxiv", "arxiv id", "publication", "publications", "bibtex",
      ]
    ),
    (
      .repository,
      [
        "code", "git repo", "repository", "repo", "source repo", "code url", "code repo", "github repo",
        "builtin model script",
      ]
    ),
    (.link, ["source", "url", "link", "links", "homepage", "origin"]),
    (.tags, ["tags", "keywords"]), (.kind, ["type", "backend", "defined as"]),
    (
      .parameters,
      [
        "parameters", "params", "num parameters", "number of parameters", "parameter count", "param count",
        "num params",
        "total parameters", "nb parameters", "mparams", "numparameters", "n parameters", "#params",
      ]
    ),
    (.size, ["size", "model size"]),
    (.flops, ["flops", "gflops", "macs", "gmacs", "infer gmacs", "mult adds", "multiply adds", "madds", "mac"]),
    (
      .inputSize,
      [
        "image size", "img size", "infer img size", "input size", "resolution", "crop size", "input resolution",
        "image resolution",
      ]
    ),
    (.inputShape, ["shape", "input shape", "input shapes", "spatial shape", "onnx input dimensions"]),
    (.arguments, ["args", "conversion to onnx args", "model optimizer args", "export args", "arguments"]),
    (
      .latency,
      [
        "inference time", "latency", "infer step time", "inference time milliseconds", "inference time ms",
        "mean latency",
        "latency ms", "inference latency",
      ]
    ),
    (
      .hyperparameter,
      [
        "epochs", "epoch", "n epoch", "n epochs", "num epochs", "max epoch", "max epochs", "num train epochs",
        "training epochs", "batch size", "minibatch size", "mini batch size", "train batch size",
        "per device train batch size", "total batch size",
        "learning rate", "lr", "base lr", "initial lr", "init lr", "lr decay", "lr schedule", "lr scheduler",
        "lr scheduler type",
        "weight decay", "momentum", "optimizer", "optim", "warmup steps", "warmup epochs", "warmup ratio", "dropout",
        "rmsprop decay", "label smoothing", "gradient accumulation steps", "accum grad", "global grad clip",
        "grad clip",
        "gradient clip",
        "max steps", "train max steps", "training steps", "seed", "random seed", "drop path rate", "lr step size",
        "lr gamma", "batchnorm momentum", "batch norm momentum", "stochastic depth survival",
      ]
    ),
    (
      .hardware,
      [
        "training resources", "training hardware", "hardware used", "hardware type", "training gpus",
        "training devices",
      ]
    ),
    (.duration, ["training time", "training duration", "train time"]),
    (.emissions, ["training emissions", "co2 eq emissions", "co2 emissions", "carbon emitted", "emissions"]),
    (.architecture, ["architecture", "architectures"]), (.modelType, ["model type"]),
    (.opset, ["opset", "opset version"]),
    (
      .prose,
      [
        "description", "doc", "summary", "headline", "short description", "long description", "about", "notes",
        "abstract",
        "overview", "training procedure", "intersectional results", "model card text",
      ]
    ),
    (
      .section("section.intended_use"),
      ["intended use", "intended uses", "intended usage", "primary uses", "primary use"]
    ),
    (
      .section("section.limitations"),
      [
        "limitations", "limitation", "known limitations", "caveats and recommendations", "ethical considerations",
        "risks",
        "prohibited uses", "out of scope use cases", "out of scope uses",
      ]
    ),
    (.section("section.how_to_use"), ["how to use", "usage", "model usage"]),
    (
      .results,
      [
        "results", "metrics", "metric", "accuracy", "performance", "benchmark", "benchmarks", "eval metrics",
        "evaluation",
        "evaluations", "scores", "test results", "quantitative analyses", "evaluation results",
      ]
    ),
    (.measures, ["unitary results"]),
    (.devices, ["performance metrics"]),
    (
      .closed,
      [
        "files", "requirements", "system info", "authors", "author", "maintainers", "contributors", "widget", "labels",
        "operators", "onnx ops counter", "changelog", "optional packages version", "launchers", "preprocessing",
        "postprocessing", "training log", "weights", "covers", "attachments", "badges", "dependencies", "tool versions",
        "sku", "bioimageio", "deepimagej", "copyright", "decoding", "inference", "validation", "test", "val", "eval",
        "sources", "siblings", "outputs", "output nodes", "output info", "output", "configs", "related models",
        "environment", "default deployment config dict", "manager", "layer counts", "prompttemplate", "vectors",
        "license explanation", "feedback", "monitoring", "documentation", "readme", "config", "authordata",
      ]
    ),
  ])
}
