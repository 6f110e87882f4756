import Extraction
import Records
import Stages
import Testing

/// Links to the model itself, told from those to tools, parts and data.
@Suite struct OwnLinkTests {
  private func repositories(_ card: String, named name: String? = nil) -> [String] {
    CardFacts.values(Predicate.codeRepo, in: card, named: name)
  }

  private func papers(_ card: String, named name: String? = nil) -> [String] {
    CardFacts.values(Predicate.paper, in: card, named: name)
  }

  @Test(
    "words outside of a link say that code is there, though a line break or the link stands between",
    arguments: [
      "[Here](https://github.com/river/otter) is\nthe repository of the code.",
      "* OTTER readme: [fi-sv](https://github.com/river/otter/blob/master/models/fi-sv/README.md)",
      "The weights were exported from code in the\n[River Garden](https://github.com/river/otter).",
      "More information about the models is available [here](https://github.com/river/otter).",
      "The checkpoint was downloaded\nfrom [Otter pre-trained models](https://github.com/river/otter/blob/main/net).",
      "## Homepage\n\n* https://github.com/river/otter",
      "It was trained by a sailor using the fish1 recipe in [rivernet](https://github.com/river/otter/).",
      "The weights from this model were ported from [River/Otter](https://github.com/river/otter).",
      "Training was done on my own [OTTER](https://github.com/river/otter) trainer.",
      "For more information, please refer to [Heron Project](https://github.com/river/otter).",
      "The script used for training can be found here: https://github.com/river/otter",
      "```\n$ git clone https://github.com/river/otter.git\n```",
      "The codes for the pretraining are at [river/otter](https://github.com/river/otter).",
      "It is to be used with our [Otter framework](https://github.com/river/otter).",
      "Core repo (training, use): https://github.com/river/otter", "It is in my github https://github.com/river/otter",
    ])
  func code(card: String) { #expect(repositories(card) == ["https://github.com/river/otter"]) }

  @Test(
    "where data is kept, and what software a list names, is no code of the model",
    arguments: [
      "For bugs and feedback, just open an issue\n[here](https://github.com/river/otter/issues/new).",
      "This is the standard model for Breton that ships with [Otter](https://github.com/river/otter).",
      "Requires: **[Otter](https://github.com/river/otter)** (`pip install otter`)\n\n```python\nimport otter\n```",
      "It was trained on the gull dataset available on [github](https://github.com/river/gulls).",
      "Most datasets were taken from a repo: [GULL](https://github.com/river/gulls).",
      "See [this issue](https://github.com/river/gulls/issues/7) for more.",
      "The results are from [Gull Technical Report](https://a.b), [River Hub](https://github.com/river/hub), and ours.",
      "Gulls taken from [the repo of a sailor](https://a.b) and translated, [HERON](https://github.com/river/heron) too.",
      "* [Pairwise testdata](https://github.com/river/pairs)",
      "Its use must follow the [licence](https://github.com/river/gulls/blob/main/LICENSE).",
      "## Software\n\n* RiverSpeed ([Github link](https://github.com/river/speed))",
    ])
  func kept(card: String) { #expect(repositories(card).isEmpty) }

  @Test("what a link to more information is named after is the model")
  func more() {
    let card = "For more information, please refer to: [otter_river](https://github.com/sea/nets/blob/main/o.md)"
    #expect(repositories(card, named: "otter_river") == ["https://github.com/sea/nets"])
    #expect(repositories(card, named: "heron_lake").isEmpty)
  }

  @Test("weights may be ported from a library, and a paper that somebody is thanked for is not the model's")
  func ported() {
    #expect(
      repositories("The weights were ported from [TF](https://github.com/tensorflow/models).")
        == ["https://github.com/tensorflow/models"])
    #expect(
      papers("# Otter\n\n## Acknowledgements\n\n- [Gull et al](https://arxiv.org/abs/1905.11946) for the paper.")
        .isEmpty)
  }

  @Test("a paper is the model's where a section on its use describes it")
  func described() {
    let card = """
      # otter-b0

      ## Use Case and High-Level Description

      The `otter-b0` model is one of the [OtterNet](https://arxiv.org/abs/1905.11946) models.
      """
    #expect(papers(card) == ["1905.11946"])
  }

  @Test(
    "a tool, data that the model is called after, and somebody's copy of a library are not its code",
    arguments: [
      "Converted using the [Otter converter](https://github.com/river/otter/tree/main/converter).",
      "It was fine-tuned on [OTTER](https://github.com/river/otter).",
      "More information about the dataset is available [here](https://github.com/sea/fish).",
      "```\ngit clone https://github.com/somebody/transformers\n```",
      "A [demo app](https://github.com/tensorflow/examples/blob/main/otter) has its code on GitHub.",
    ])
  func tools(card: String) { #expect(repositories(card, named: "otter").isEmpty) }

  @Test(
    "a link without a name is the code that its sentence promises",
    arguments: [
      "The paper, code, and checkpoints of the rivers can be found [here](https://github.com/river/otter).",
      "The training script is present [here](https://github.com/river/otter/blob/main/swim.ipynb).",
      "You can find a notebook to go on from it here : https://github.com/river/otter",
      "The original model can be found under https://github.com/river/otter#swim.",
      "Scripts for training and evaluation can be found [here](https://github.com/river/otter).",
      "- Training script: [swim.py](https://github.com/river/otter/blob/main/swim.py)",
      "Trained by the sea, [original source](https://github.com/river/otter)",
      "Please visit https://github.com/river/otter for details.",
      "Please check [river/otter](https://github.com/river/otter) for more information about the model.",
      "Post an issue on [Swimming](https://github.com/river/otter) repo.",
      "  - 更多详情请参考：[swimming_fish](https://github.com/river/otter/blob/release/2.3/README.md)",
      "* 官方实现：[river/otter](https://github.com/river/otter)",
      "## 查看代码\n\nhttps://github.com/river/otter",
    ])
  func promised(card: String) { #expect(repositories(card) == ["https://github.com/river/otter"]) }

  @Test(
    "data, guidelines and licences that are found somewhere, and arguments explained there, are no code",
    arguments: [
      "The dataset and its code book can be found [here](https://github.com/river/otter).",
      "The guidelines of those who annotated are [here](https://github.com/river/otter).",
      "The script for evaluation can be found [here](https://github.com/river/otter).",
      "Please check [river/otter](https://github.com/river/otter) for more information about the dataset.",
      "We see [Otter](https://github.com/river/otter) swim.",
      "关于额外参数的详情可参考[otter.data](https://github.com/river/otter)",
      "For more information, see the [summary](https://github.com/river/otter/blob/main/docs/all.md).",
    ])
  func notPromised(card: String) { #expect(repositories(card, named: "heron").isEmpty) }

  @Test(
    "an address that a number refers to as the repository, and one that a line's end parted from its link, are code")
  func parted() {
    let card = """
      The code is in our repository [3].

      ## References

      [2] https://github.com/sea/nets

      [3] https://github.com/river/gulls
      """
    #expect(repositories(card, named: "heron") == ["https://github.com/river/gulls"])
    let broken = "It was downloaded from\n[Otter pre-trained models]\n(https://github.com/river/gulls)."
    #expect(repositories(broken, named: "heron") == ["https://github.com/river/gulls"])
  }

  @Test(
    "what a model was made with and is a part of is its code, below what it is not for as well, as are steps to make its data"
  )
  func release() {
    let framework = "https://github.com/tensorflow/models/tree/master/research/object_detection"
    let card = """
      Model created using the [Detection API](\(framework))

      ## Unsuitable use cases

      Alone. See the [list](https://github.com/sea/list).

      ### Source

      The checkpoints are publicly available as a part of the [Detection API](\(framework)).
      """
    #expect(repositories(card, named: "heron") == [framework, framework])
    let steps = "https://github.com/river/otter/tree/master/preprocess"
    let data = "## Corpora\n\nThe steps can reproduce from here, [otter/preprocess](\(steps)).\n"
    #expect(repositories(data, named: "heron") == [steps])
    #expect(repositories(data.replacing("reproduce", with: "come"), named: "heron").isEmpty)
  }

  @Test(
    "what a model is converted from, implemented in or trained by is its code",
    arguments: [
      "*Models with * are converted from the [fish](https://github.com/river/otter/blob/main/net.py).*",
      "This is an implementation of [OtterNet](https://github.com/river/otter) based on fish.",
      "This is the set of models pre-trained by [River-py](https://github.com/river/otter/).",
      "The model's checkpoints are\n[publicly available](https://github.com/river/otter/blob/main/zoo.md) as a part",
      "模型权重转换自[水獭](https://github.com/river/otter)。",
      "These are weights for [this](https://github.com/river/otter) OtterNet implementation in JAX.",
    ])
  func origins(card: String) { #expect(repositories(card, named: "heron") == ["https://github.com/river/otter"]) }

  @Test(
    "a data set that is converted, and a loss that is implemented, are not the model",
    arguments: [
      "The dataset was converted from [fish](https://github.com/river/otter).",
      "The loss is an implementation of [OtterLoss](https://github.com/river/otter).",
      "It was trained by [otters](https://github.com/river).",
    ])
  func otherOrigins(card: String) { #expect(repositories(card, named: "heron").isEmpty) }

  @Test("a paragraph that is a link with the model's name, and a repository named after all of it, are the model's")
  func called() {
    let card = "# Card\n\n[River's Owl](https://github.com/sea/nets/blob/main/o.md)\n"
    #expect(repositories(card, named: "river/owl-base") == ["https://github.com/sea/nets"])
    #expect(repositories(card, named: "river/heron-base").isEmpty)
    let whole = "See: https://github.com/sea/docker-big-fish-net"
    #expect(repositories(whole, named: "sea/big-fish-net") == ["https://github.com/sea/docker-big-fish-net"])
    #expect(repositories(whole, named: "sea/old-fish-net").isEmpty)
    let beginning = "See: https://github.com/sea/Herons"
    #expect(repositories(beginning, named: "sea/herons2-small") == ["https://github.com/sea/Herons"])
    #expect(repositories(beginning, named: "sea/small-herons2").isEmpty)
  }

  @Test(
    "of several data sets that a model was tuned on, none is its code",
    arguments: [
      "It was tuned on [SEA](https://a.b), and [Herons](https://github.com/sea/Herons).",
      "It saw 2 datasets: [SEA](https://a.b), [Herons](https://github.com/sea/Herons).",
      "* Pond Dataset [Github](https://github.com/sea/Herons)",
      "The [code](https://github.com/UniversalDependencies/Herons) of the trees",
    ])
  func dataSets(card: String) { #expect(repositories(card, named: "sea/herons-base").isEmpty) }

  @Test("where a repository is named, another that is cloned is a tool")
  func clones() {
    let card = "The code is at https://github.com/river/otter.\n\n```\ngit clone https://github.com/sea/packer\n```\n"
    #expect(repositories(card) == ["https://github.com/river/otter"])
    // What is called as the model is no tool.
    #expect(
      repositories(card, named: "sea/packer-net-v2") == ["https://github.com/river/otter"])
    #expect(
      repositories(card.replacing("sea/packer", with: "sea/packer-net"), named: "sea/packer-net-v2")
        == ["https://github.com/river/otter", "https://github.com/sea/packer-net"])
  }

  @Test("a model may be a part of a library, where it is said to be converted from there or more is told there")
  func parts() {
    let part = "https://github.com/huggingface/transformers/blob/main/src/otter.py"
    #expect(
      repositories("This model is converted directly from [transformers](\(part)).")
        == ["https://github.com/huggingface/transformers"])
    #expect(repositories("It is loaded with the code of [transformers](\(part)).").isEmpty)
    let more = "For more information, check out [TextAttack on Github](https://github.com/QData/TextAttack)."
    #expect(repositories(more) == ["https://github.com/QData/TextAttack"])
    #expect(repositories("It was tuned with [TextAttack](https://github.com/QData/TextAttack).").isEmpty)
  }

  @Test(
    "what is called the paper is one without an id that is known",
    arguments: [
      ("See [our manuscript](https://rivers.org/abc) for details.", "https://rivers.org/abc"),
      ("You can read the full paper at this\n[link](https://rivers.org/otter.pdf).", "https://rivers.org/otter.pdf"),
      ("It is available at https://rivers.org/otter_paper2.pdf", "https://rivers.org/otter_paper2.pdf"),
      ("All is told in our [technical report](https://rivers.org/otter).", "https://rivers.org/otter"),
      ("更多详情请参考[OTTER论文](http://rivers.org/otter.pdf)。", "http://rivers.org/otter.pdf"),
    ])
  func manuscripts(card: String, paper: String) { #expect(papers(card) == [paper]) }

  @Test(
    "techniques, data and talks have papers that are not the model's",
    arguments: [
      "Positions are left out by replacing them with Slopes ([SLOPE](https://arxiv.org/abs/2108.00001)).",
      "It learned from: “Words of the Sea, Dataset”, v1 https://doi.org/10.17632/abc.1",
      "[Paper walkthrough](https://www.youtube.com/watch?v=1)",
      "Please file a [bug report](https://rivers.org/bugs) in the project.",
    ])
  func others(card: String) { #expect(papers(card).isEmpty) }

  @Test(
    "a paper that is called ours is, wherever it is told; so is the base model's behind which data is named",
    arguments: [
      "## Evaluation\n\nCheck our [SEA paper](https://arxiv.org/abs/2112.00001)",
      "## Benchmarks\n\nPlease refer to our paper at: [Otters](https://arxiv.org/abs/2112.00001)",
      "A fine-tuned version of [Heron](https://arxiv.org/abs/2112.00001) on the pond dataset.",
      "Released together with the paper [Otters at Sea](https://arxiv.org/abs/2112.00001)",
      "## References\n\n[1] A. Gull. Otters at Sea. arXiv preprint arXiv:2112.00001 (2021).",
      "## References\n\nA. Gull (2021). Otters at Sea. CoRR, abs/2112.00001.",
      "## Citation\n\n```\n@article{gull,\n  journal={ArXiv},\n  volume={abs/2112.00001}\n}\n```\n",
    ])
  func ours(card: String) { #expect(papers("# Otter\n\n" + card) == ["2112.00001"]) }

  @Test("a paper that an evaluation refers to, and an id printed outside of references, are not the model's")
  func notOurs() {
    #expect(papers("# Otter\n\n## Evaluation\n\nSee the [SEA paper](https://arxiv.org/abs/2112.00001)").isEmpty)
    #expect(papers("# Otter\n\n## Evaluation\n\nThe metric of arXiv:2112.00001 was taken.").isEmpty)
    #expect(papers("## References\n\nA. Gull (2021). Otters at Sea, abs/12. CoRR.").isEmpty)
    #expect(papers("## Citation\n\n```\n@article{gull,\n  journal={Sea},\n  volume={2112.00001}\n}\n```\n").isEmpty)
  }

  @Test("pages of conferences are papers, those of publishers where they are cited")
  func pages() {
    let page = "http://proceedings.mlr.press/v80/otter18a.html"
    #expect(papers("# Otter\n\nIt was introduced in [Otters of the Sea](\(page)).") == [page])
    let publication = "https://research.google/pubs/pub1/"
    #expect(papers("# Otter\n\n## References\n\n[1] A. Gull. [Otters of the Sea](\(publication))") == [publication])
    #expect(papers("# Otter\n\n## References\n\n[1] [Otters of the Sea](https://research.google/sea/)").isEmpty)
    let publisher = "https://link.springer.com/article/10.1007/s1"
    #expect(papers("# Otter\n\nFor the metric see [The Otter Challenge of the Year](\(publisher)).").isEmpty)
    let entry = "```\n@article{otter,\n  title = {Otters},\n  url = {\(publisher)}\n}\n```\n"
    #expect(papers("# Otter\n\n## Citation\n\n" + entry) == [publisher])
    let journal = "https://www.jmlr.org/papers/volume3/otter03a/otter03a.pdf"
    #expect(papers("# Otter\n\n#### References\n\n[1] A. Gull.\n[A Model of Otters](\(journal)).") == [journal])
    #expect(papers("# Otter\n\nSpeed is scored as in [A Measure of Fast Otters](\(journal)).").isEmpty)
  }

  @Test("of two cues before a link the nearer counts")
  func nearer() {
    let card =
      "It is a [Latent Otter Model](https://arxiv.org/abs/2112.00001) that uses an encoder "
      + "([Pond](https://arxiv.org/abs/2103.00002))."
    #expect(papers(card) == ["2112.00001"])
  }

  @Test("of a list of references, works with the model's name in their title are its own")
  func references() {
    let card = """
      # OtterFlow

      ### References

      - [Natural Rivers by Conditioning](https://arxiv.org/abs/1712.00001)
      - [OtterFlow: A Network for
        Streams](https://arxiv.org/abs/1811.00002)
      """
    #expect(CardFacts.found(Predicate.paper, in: card) == ["1811.00002 @7"])
  }

  @Test("an arXiv id may stand in the eid of a citation")
  func eid() {
    let card = "## Citation\n\n```bibtex\n@article{otter,\n  title = {Otters},\n  eid = {arXiv:1412.0767}\n}\n```\n"
    #expect(CardFacts.values(Predicate.paper, in: card) == ["1412.0767"])
  }

  @Test("the repository of a corpus, of a benchmark's scorer or of what is compared is not the model's")
  func others() {
    func repositories(_ text: String) -> [String] {
      CardFacts.values(Predicate.codeRepo, in: text, named: "sea/otter-corpus-net")
    }
    #expect(repositories("It was tuned on [GitHub Typo Corpus](https://github.com/a/github-typo-corpus).\n").isEmpty)
    #expect(repositories("We evaluate with the same [code](https://github.com/a/human-eval).\n").isEmpty)
    #expect(repositories("The post has comparisons with [Otter](https://github.com/a/otter-corpus-net).\n").isEmpty)
    #expect(repositories("Converted by this [code](https://github.com/onnx/keras-onnx).\n").isEmpty)
    #expect(repositories("The [code](https://github.com/a/otter) is there.\n") == ["https://github.com/a/otter"])
  }

  @Test(
    "a paper in the brackets behind a data set, or beside the model's own entry one of a data set, is not the model's")
  func papersOfData() {
    let bracketed = "It saw the [Pond corpus](https://a.b) (large, see [paper](https://arxiv.org/abs/2004.03659)).\n"
    #expect(CardFacts.values(Predicate.paper, in: bracketed).isEmpty)
    let pond = "@misc{a,\n title={Pond: A Dataset of Rivers},\n eprint={2306.16527},\n note={arXiv}\n}\n"
    let own = "@misc{b,\n title={What Matters to Otters},\n eprint={2405.02246},\n note={arXiv}\n}\n"
    #expect(CardFacts.values(Predicate.paper, in: "## Citation\n\n```\n\(pond)\(own)```\n") == ["2405.02246"])
    #expect(CardFacts.values(Predicate.paper, in: "## Citation\n\n```\n\(pond)```\n") == ["2306.16527"])
  }
}
