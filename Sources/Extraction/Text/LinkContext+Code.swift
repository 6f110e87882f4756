import Markdown

/// Links to the code of a model, told by what their sentence promises.
extension LinkContext {
  /// Whether the words around say that code is there.
  var isAboutCode: Bool {
    if text.mentions("model card") || Self.isData(text) || isOfEvaluation { return false }
    if isOfWork { return true }
    if !isBare, text.withBytes({ Self.code.groups(in: $0) }) != 0 || text.ends(with: "repo") || text.ends(with: ".py") {
      return true
    }
    // "Please see https://github.com/river/otter/blob/main/run.py for how the input should be prepared."
    if isBare, url.ends(with: ".py"), before.ends(with: "lease see ") || before.ends(with: "lease see\n") {
      return true
    }
    return before.withBytes { Self.codeBefore.groups(in: $0) } != 0 || isInRepository
      || after.withBytes { Self.codeBehind.groups(in: $0) } != 0 || after.ends(with: " repo")
      || isPointer || isSourceOfWeights || isOfRepository || isPromised || isVisited || isOrigin
      || isOwnFramework
  }

  /// Whether a licence, a picture, another card or what was told of errors is linked, which repositories hold, too.
  var isNoCode: Bool { isLicence || isPicture || isOfCard || isUsed || isShipped || isTracker }

  /// "just open an issue [here](https://github.com/river/otter/issues/new)", but "on the [Otter Issues](…) repo" names one.
  private var isTracker: Bool { url.mentions("/issues") && !after.begins(with: " repo") }

  /// "the standard model for Breton that ships with [Otters](https://github.com/river/otters/)": a library of many models
  private var isShipped: Bool { before.ends(with: "ships with ") || before.ends(with: "requires: ") }

  /// "Using the [Otters](https://github.com/river/otters) library:", above code that uses it
  private var isUsed: Bool { before.ends(with: "sing the ") && after.begins(with: " library") }

  private var isPicture: Bool {
    Self.pictures.contains { url.ends(with: $0) || url.mentions($0) && url.mentions("?raw=") }
  }

  private static let pictures: [StaticString] = [".png", ".jpg", ".jpeg", ".gif", ".svg"]

  /// "This model card is based on [Otter v1](https://github.com/river/otter/blob/main/Otter_v1_Model_Card.md)"
  private var isOfCard: Bool {
    text.ends(with: "model card") || before.mentions("model card was ") || before.mentions("card is based ")
  }

  /// "[Otter-Small](https://github.com/river/otter/) created by [River](…) and fine-tuned on": the model that a card begins with.
  private var isOfWork: Bool { before.isEmpty && !isBare && after.begins(with: " created by ") }

  /// "in our repo at [river/otter](…)". A repository before a comma is of something else, and this one is where the card is.
  private var isInRepository: Bool {
    // "Core repo (training, inference): https://…"
    let isLabelled = before.ends(with: ": ")
    let comma = isLabelled ? nil : before.utf8.lastIndex(of: 0x2C)
    let clause = comma.map { before[before.utf8.index(after: $0)...] } ?? before[...]
    return clause.withBytes { Self.repositories.groups(in: $0) } == 1
  }

  private static let repositories = Phrases([
    ["repositor", "repo ", "repo:", "repos "], ["this repository is ", "this repo is "],
  ])

  /// "Preprocessing steps can reproduce from here, [river/preprocess](…)", though it stands where data is told.
  var isOfSteps: Bool { before.mentions("reproduce from here") }

  /// "The checkpoints are [publicly available](…) as a part of the [Otter API](…)", wherever that is told
  var isOfRelease: Bool { text == "publicly available" || before.ends(with: "publicly available as a part of the ") }

  /// "with our [Otter framework](…)"
  private var isOwnFramework: Bool {
    before.ends(with: "our ")
      && (text.ends(with: " framework") || text.ends(with: " pipeline"))
  }

  /// Whether the home of a library may be meant for the model's.
  var mayBeOfLibrary: Bool {
    isSourceOfWeights || isPartOfLibrary || isMoreOnGitHub || isOfRepository || isFolderOfModel
  }

  /// `…/tree/v4.42.3/src/transformers/models/otter`, `…/tree/master/examples/distillation`: where a library keeps one model.
  private var isFolderOfModel: Bool {
    url.mentions("/tree/") && (url.mentions("/models/") || url.mentions("/examples/"))
  }

  /// "This is the `otter-small` model from the [otters](https://github.com/river/otters)-repository."
  private var isOfRepository: Bool {
    before.ends(with: " model from the ") && (after.begins(with: "-repo") || after.begins(with: " repo"))
  }

  /// Whether a model is told to be one that is at a certain place of a library.
  private var isPartOfLibrary: Bool {
    url.mentions("/blob/") && Self.placed.contains(where: before.ends(with:))
  }

  private static let placed: [StaticString] = ["converted directly from ", "converted from ", "is referenced in "]

  /// "For more information, check out [Otter on Github](…)", though it is a library.
  private var isMoreOnGitHub: Bool {
    text.ends(with: " on github") && isVisited
  }

  /// "More information is available [here](…)", "refer to [Otter Project](…)": what no other word is said of is the model itself.
  private var isPointer: Bool {
    // "See (https://github.com/river/otter) for more details of this model."
    if isBare, before.utf8.count <= 8, after.mentions("for more details") { return true }
    guard isBare || Self.pointers.contains(text.trimmed) || text.ends(with: " project") else { return false }
    return before.withBytes { Self.information.groups(in: $0) } == 1
  }

  /// "For more information, please refer to: [otter_river](…)", where that is the model's name.
  func isMore(on names: [String]) -> Bool {
    before.withBytes { Self.information.groups(in: $0) } == 1 && names.contains(folded(text))
  }

  /// "The checkpoint was downloaded from [Otter pre-trained models](…)", "The weights were ported from [Otter](…)"
  var isSourceOfWeights: Bool {
    // A line that breaks between the words of a link and its address makes it none.
    if isBare, before.mentions("downloaded from"), before.mentions("trained models]") { return true }
    return (before.ends(with: "downloaded from ") || before.ends(with: "ported from "))
      && (text.mentions("trained models") || before.mentions("checkpoint") || before.mentions("weights"))
  }

  static let pointers = Lexicon<Bool>([
    "here", "link", "this link", "this page", "this", "github page", "url", "this url",
  ])
  /// What else than a model information and code are of.
  private static let others: [StaticString] = [
    "dataset", "data set", " data ", "corpus", "corpora", "licen", "guideline", "annotat", "tokeni", "issue",
    "benchmark", "metric",
  ]
  /// Words that promise more, and words that say it is of something else.
  private static let information = Phrases([
    [
      "more information", "more info ", "more detail", "further detail", "further information", "further info",
      "additional information", "full usage", "for details", "更多详情", "更多信息", "使用方法",
    ],
    others + ["tutorial", "paper", " format", "pipeline", "library", "framework", "adapters", "blog", "on aws"],
  ])

  /// Whether a repository is named like the model, and is neither a tool it was made with nor data it learned from.
  func names(_ names: [String], _ repository: Substring) -> Bool {
    let name = repository.lowercased()
    if text.mentions("model card") || Self.isData(text) || Self.isData(name)
      || before.mentions("comparison")
    {
      return false
    }
    if before.withBytes({ Self.toolsBefore.groups(in: $0) }) != 0 || before.isDataBefore { return false }
    return Self.isNamed(repository, like: names)
  }

  /// Whether a repository has a model's name, or one of it: it holds that model rather than many.
  static func isNamed(_ repository: Substring, like names: [String]) -> Bool {
    let whole = folded(repository)
    let parts = whole.spaced
    return names.contains { name in
      // "docker-river-otter-base" of the model "river-otter-base", "OtterNet" of "otternet2-small"
      if name == whole || name.utf8.count >= 10 && whole.holds(name) { return true }
      if whole.utf8.count >= 5, !common.contains(whole), name.begins(withText: whole) { return true }
      return parts.contains { part in
        part.utf8.count >= 5 && !common.contains(String(part)) && name.spaced.contains(part)
      }
    }
  }

  private static let code = Phrases([
    [
      "repositor", "repo ", "github", "code", "implementation", "notebook", "script", "colab", "ipynb",
      "original source", "开源项目",
      "training pipeline", "仓库", "代码",
    ]
  ])
  private static let codeBefore = Phrases([
    [
      "source code", "codes for", "codes are", "code is", "code:", "code can", "code at", "our code", "code and",
      "code for", "codebase",
      "implementation:", "implementation is", "implemented in", "github:", "github -", "my github ", "released in",
      "training code", "training configuration",
      "converted directly from", "official code", "original code", "ported version of", "项目地址", "代码",
      "readme:", "readme_url:", "git clone ", "from code in ", "script from the ", "homepage:", "script used for",
      "scripts used for", "recipe in ", "script: ", "project page:", "官方实现",
      "reproduce from here", "odel created using the", "publicly available as a part of",
    ]
  ])
  private static let codeBehind = Phrases([
    [
      " repository", " repo ", " source code", "is the code", " for the code", " codebase", " trainer",
      " is used as training", " is used as the training script", " implementation", " is in github",
    ]
  ])
  private static let toolsBefore = Phrases([
    ["converted using", "converted with", "exported using", "exported with", "converted by", "export the model"]
  ])

  /// "The original paper, code and checkpoints can be found [here](…)", "The script is at this [url](…)"
  var isPromised: Bool {
    guard isBare || Self.pointers.contains(text.trimmed) else { return false }
    // "for training and evaluation" is of the model, "for evaluation" of what measures it.
    let promised = before.withBytes { Self.promises.groups(in: $0) }
    return promised == 0b0011 || promised == 0b1011 && before.mentions("training")
  }

  /// Words for code, words for where it is, and words for what else may be there.
  private static let promises = Phrases([
    [
      " code", "script", "notebook", "checkpoint", "implementation", "original model", "weights", "package that",
      " repo", "github",
    ],
    ["found", "find ", "available", "present", " is ", " here", "provided", "released", "located", "accessed"],
    others + [
      "list of", "vocab", "preprocess", "pre-process", "language code", "clean", "filter", "convert",
    ],
    ["evaluat"],
  ])

  /// "Please visit https://… for details", "Please check [otter/river](…) for more information"
  var isVisited: Bool {
    guard Self.visits.contains(where: before.ends(with:)), !url.mentions("/docs/") else { return false }
    // "For more information, please refer to: [otter_river](…)" may be of another model: see `isMore`.
    if !isBare, before.ends(with: ":") || before.ends(with: ": ") { return false }
    let told = (before + after).withBytes { Self.information.groups(in: $0) }
    // Without a word of why, only who is asked to go there is sent to the model.
    return told == 1 || told == 0 && before.ends(with: "please visit ")
  }

  private static let visits: [StaticString] = [
    "visit ", "visit the ", "check ", "check out ", "see ", "see the ", "refer to ", "refer to: ", "refer to:",
    "refer to the ", "参考", "参考：", "参考:", "参考： ",
  ]

  /// "Models with * are converted from the [river](…)", "uses the implementation of [OtterNet](…)", "pre-trained by
  /// [River-py](…)", "模型转换自 [otter](…)"
  var isOrigin: Bool {
    guard Self.origins.contains(where: before.ends(with:)) else {
      // "The model's checkpoints are [publicly available](…) as a part of a library"
      return text == "publicly available" && before.mentions("model")
        && (before.ends(with: " is ") || before.ends(with: " are "))
    }
    return before.withBytes { Self.besides.groups(in: $0) } == 0
  }

  private static let origins: [StaticString] = [
    "converted from ", "converted from the ", "implementation of ", "trained by ", "tuned by ", "trained by the ",
    "转换自", "转换自 ", "package (see ",
  ]
  /// What is converted or implemented beside a model.
  private static let besides = Phrases([["dataset", "corpus", "loss", "optimi", "tokeni", "metric", "scor"]])

  /// Whether a paragraph that is nothing but a link is called after the model: "[River's Otter](…)" of "otter-base".
  func isCalled(_ names: [String]) -> Bool {
    guard isAlone, !isBare, !Self.isData(text) else { return false }
    let words = folded(text).spaced
    return names.contains { name in
      let parts = name.spaced
      return words.contains { word in
        word.utf8.count >= 3 && word != "bert" && !Self.common.contains(String(word)) && parts.contains(word)
      }
    }
  }
}

extension String {
  /// "trained on [Otters](…)", "on the [Otters](…)", "tuned on [Otters](…), [Gulls](…) and", "datasets: [Otters](…),"
  fileprivate var isDataBefore: Bool {
    if ends(with: ", ") || ends(with: " and ") {
      return mentions("datasets: ") || mentions(" on ") && (mentions("trained ") || mentions("tuned "))
    }
    return ends(with: "datasets: ")
      || (ends(with: " on ") || ends(with: " on the "))
        && utf8.suffix(18).withString { $0.mentions("trained ") || $0.mentions("tuned ") || $0.mentions("evaluated ") }
  }
}
