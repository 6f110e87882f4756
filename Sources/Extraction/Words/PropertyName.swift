/// What a name says that stands before a value, as lists, two-column tables and comments have it: `Base model: X`.
enum PropertyName: Sendable {
  case task, modelType, trainedAndEvaluatedOn, processor, library, language, translation, licence, baseModel, trainedOn,
    evaluatedOn,
    indicator
  /// A number of parameters; the power of ten of its unit.
  case parameters(Int)
  /// A number of operations; the power of ten of its unit.
  case operations(Int)

  init?(_ name: some StringProtocol) {
    guard name.utf8.count <= 60, name.withBytes({ Self.mayBe($0) }), let found = Self.names[folded(name)] else {
      return nil
    }
    self = found
  }

  /// Whether a name begins and is as long as one that is known; most that stand before a colon are not.
  static func mayBe(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    var low = 0
    var high = name.count
    while low < high, !isLetter(name[low]) { low += 1 }
    while low < high, !isLetter(name[high - 1]) { high -= 1 }
    guard low < high else { return false }
    let length = high - low
    // Brackets and doubled spaces within fold to less.
    return lengths[Int(name[low].lowercased)] & (UInt64(0b11111) << UInt64(max(0, min(length, 62) - 4))) != 0
  }

  private static func isLetter(_ byte: UInt8) -> Bool { byte.isLetter || byte >= 0x80 }

  /// By first letter, a bit for each length of the known names without the marks before it.
  private static let lengths: [UInt64] = {
    var lengths = [UInt64](repeating: 0, count: 256)
    for (_, words) in known {
      for word in words {
        let bytes = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
        let start = bytes.firstIndex(where: isLetter) ?? 0
        lengths[Int(bytes[start])] |= 1 << UInt64(min(bytes.count - start, 62))
      }
    }
    return lengths
  }()

  private static let names = Lexicon<PropertyName>(known)

  private static let known: [(PropertyName, [StaticString])] = [
    (
      .task,
      [
        "task", "tasks", "problem type", "task type", "downstream task", "downstream tasks", "model task", "category",
        "module type", "model type task", "supported tasks", "supported task", "任务", "类别", "タスク", "tarea", "tarefa",
        "tâche", "aufgabe",
      ]
    ),
    (.modelType, ["model type"]),
    (.library, ["source framework", "framework", "library", "model framework"]),
    (.language, ["language", "languages", "language s", "language s nlp"]),
    // What OPUS-MT's models translate from and into.
    (.translation, ["source languages", "target languages", "source language", "target language"]),
    (.licence, ["license", "licence"]),
    (
      .baseModel,
      [
        "base model", "based model", "language model", "parent model", "finetuned from", "finetuned from model",
        "finetuned from model optional", "fine tuned from", "fine tuned from model", "fine tuned from model optional",
        "pretrained model", "pre trained model", "pretrained model used", "pre trained model used", "base lm model",
        "initialized from", "resumed from", "teacher model", "teacher", "initial model", "source model",
        "starting checkpoint", "pretrained language model", "pre trained language model",
        "original model", "parent models", "base models", "backbone model", "base llm", "base checkpoint",
        "initial checkpoint", "pretrained checkpoint", "pre trained checkpoint", "pretrained weights", "ベースモデル", "基础模型",
      ]
    ),
    (
      .trainedOn,
      [
        "training data", "train data", "training dataset", "training datasets", "train dataset", "training set",
        "training corpus", "pretraining data", "pre training data", "pretraining dataset", "dataset", "datasets",
        "dataset s", "dataset id", "fine tuning data", "finetuning data", "fine tuning dataset", "finetuning dataset",
        "trained on", "training data used", "dataset used", "datasets used", "dataset used for training",
        "datasets used for training", "dataset used to train", "pretraining corpus", "学習データ", "训练数据", "数据集",
        "training data source", "trainingsdaten", "données d'entraînement", "datos de entrenamiento",
      ]
    ),
    (
      .trainedAndEvaluatedOn,
      [
        "dataset used for train and validation", "dataset used for training and validation",
        "training and evaluation data",
        "train and validation dataset", "datasets used for training and validation", "train val dataset",
      ]
    ),
    (.processor, ["cpu", "processor"]),
    (
      .evaluatedOn,
      [
        "eval data", "evaluation data", "test data", "evaluation dataset", "evaluation datasets", "eval dataset",
        "test dataset", "test set", "evaluated on", "validation data", "dev data",
      ]
    ),
    (
      .parameters(0),
      [
        "parameters", "number of parameters", "params", "n parameters", "num parameters", "total parameters",
        "trainable parameters", "#params", "# params", "parameter count", "no. of parameters", "model parameters",
        "total params", "# parameters", "#parameters", "nparameters", "number of params", "模型参数量", "参数量",
        "number of paramaters", "パラメータ数",
      ]
    ),
    (.parameters(6), ["mparams", "params m", "parameters m", "#params m", "million parameters"]),
    (.operations(0), ["flops", "macs", "number of flops", "number of macs"]),
    (.operations(9), ["gflops", "gmacs", "flops g", "macs g", "gflop", "gops"]),
    (.operations(6), ["mflops", "mmacs", "flops m", "macs m"]),
    (.indicator, ["data indicators", "数据指标", "指标", "accuracy indicators"]),
  ]
}
