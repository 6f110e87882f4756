/// Libraries that models are written in, by the names that tags and imports use.
enum Frameworks {
  /// The library that a tag names, in small letters; nil if it names none.
  static func tag(_ text: some StringProtocol) -> String? {
    let name = text.trimmed.lowercased()
    return tags.contains(name) ? name : nil
  }

  /// Whether a name is that of the library which cards are written for.
  static func isTransformers(_ name: String) -> Bool { withFolded(name) { $0.elementsEqual("transformers".utf8) } }

  /// The library that a Python module belongs to; nil for modules that models are not written in.
  static func module(_ name: some StringProtocol) -> String? { modules[String(name)] }

  private static let tags: Set<String> = [
    "pytorch", "tensorflow", "tf", "jax", "flax", "keras", "transformers", "spacy", "sentence-transformers",
    "diffusers", "timm", "fastai", "flair", "allennlp", "espnet", "speechbrain", "nemo", "adapter-transformers",
    "stanza", "asteroid", "paddlepaddle", "paddle", "paddlenlp", "fasttext", "stable-baselines3",
    "sample-factory", "pyannote", "pyannote-audio", "tensorflowtts", "openvino", "coreml", "sklearn", "scikit-learn",
    "ml-agents", "transformers.js", "peft", "mlx", "llm-foundry", "composer", "open_clip", "bertopic", "setfit",
    "pythae", "huggingnft", "span-marker", "gguf", "tflite", "tf-keras", "torch", "mindspore", "catboost",
    "xgboost", "k2", "fairseq", "skops", "optimum", "doctr", "detectron2", "ultralytics", "yolov5", "unity-ml-agents",
  ]

  private static let modules: [String: String] = {
    var modules: [String: String] = [
      "sklearn": "sklearn", "tensorflow_hub": "tensorflow_hub", "tensorflow_text": "tensorflow_text",
      "sentence_transformers": "sentence_transformers", "stable_baselines3": "stable_baselines3",
      "pyannote": "pyannote", "open_clip": "open_clip",
    ]
    for name in [
      "transformers", "torch", "tensorflow", "jax", "flax", "keras", "spacy", "diffusers", "timm", "fastai", "flair",
      "allennlp", "espnet2", "speechbrain", "nemo", "stanza", "asteroid", "paddle", "paddlehub", "fasttext",
      "onnxruntime", "mxnet", "gluoncv", "peft", "detectron2", "ultralytics", "openvino", "mmcv",
      "simpletransformers", "txtai", "farm", "haystack", "tensorflow_tts", "bertopic", "setfit", "ctranslate2",
      "mmpretrain", "mmcls", "mmdet", "mmseg", "mmaction", "mmpose", "mmocr", "mmpretrain", "pytorchvideo", "monai",
      "kipoi",
      "adapters", "paddlenlp", "paddleocr", "fairseq", "segmentation_models_pytorch", "pyannote",
      "span_marker", "gliner", "colbert", "optimum", "mlx_lm", "mlx_vlm", "vllm", "nemo_toolkit", "super_gradients",
      "tf_transformers", "langchain", "llama_cpp", "sglang", "lmdeploy", "ctransformers",
    ] where modules[name] == nil {
      modules[name] = name
    }
    return modules
  }()
}
