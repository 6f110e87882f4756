import Extraction
import Records
import Testing

/// Links that the words around them tell to be of the model's code or paper, or of neither.
@Suite struct LinkWordingTests {
  private func repositories(_ card: String) -> [String] { CardFacts.values(Predicate.codeRepo, in: card) }
  private func papers(_ card: String) -> [String] { CardFacts.values(Predicate.paper, in: card) }

  @Test("the model that a card begins with leads to its code, where somebody is said to have created it")
  func created() {
    let card = "[Small Heron](https://github.com/river/nets/) created by [River](https://river.org) and tuned on gulls."
    #expect(repositories(card) == ["https://github.com/river/nets"])
    #expect(repositories("It is like [Small Heron](https://github.com/river/nets/) created by River.").isEmpty)
  }

  @Test("a folder of a repository of many models is told as printed, and of the model's own the repository")
  func folders() {
    let folder = "https://github.com/river/nets/tree/main/heron"
    for place in [folder, folder + "#readme", "https://github.com/river/nets/tree/v1.0"] {
      #expect(repositories("[Here](\(place)) is\nthe repository of the code.") == [place])
    }
    #expect(repositories("[Here](\(folder)/) is\nthe repository of the code.") == [folder])
    let settings =
      "The training configuration (including rates) is available [here](https://github.com/river/distil/blob/main/a.yaml)."
    #expect(repositories(settings) == ["https://github.com/river/distil"])
    let own = "# Heronet\n\n[Here](https://github.com/river/heronet/tree/main/small) is the repository of the code.\n"
    #expect(repositories(own) == ["https://github.com/river/heronet"])
  }

  @Test("a program that readers are sent to is of the model's code")
  func programs() {
    let file = "https://github.com/river/otter/blob/main/run_otter.py"
    #expect(
      repositories("For complete examples, see [run_otter.py](\(file)) there.") == ["https://github.com/river/otter"])
    #expect(
      repositories("Please see\n\(file)\nfor how the input should be prepared.") == ["https://github.com/river/otter"])
    #expect(repositories("It swims like \(file) does.").isEmpty)
  }

  @Test("the folder of one model in a library is its code, and a report among the references its paper")
  func inLibrary() {
    let folder = "https://github.com/huggingface/transformers/tree/v4.42.3/src/transformers/models/otter"
    let card =
      "## References\n\n* [Robust Swimming by Large Rivers](https://cdn.otter.com/papers/otter.pdf)\n"
      + "* [Source Model Implementation](\(folder))\n* [Terms](https://cdn.otter.com/License.pdf)\n"
    #expect(repositories(card) == [folder])
    #expect(papers(card) == ["https://cdn.otter.com/papers/otter.pdf"])
    let home = card.replacing("/tree/v4.42.3/src/transformers/models/otter", with: "")
    #expect(repositories(home).isEmpty)
  }

  @Test(
    "neither pictures, nor the model that a card was modelled after, nor a library to use it with are code",
    arguments: [
      "Using the [Otter Code](https://github.com/river/otter-code) library:",
      "The code of the sea ([this image](https://github.com/river/nets/blob/main/sea.jpg)) is blue.",
      "See the [code](https://github.com/river/nets/blob/main/qr.jpeg?raw=true) to scan.",
      "This model card was written by Otto and is based on the [Heron code](https://github.com/river/nets/blob/a/b.md).",
    ])
  func none(card: String) {
    #expect(repositories(card).isEmpty)
  }

  @Test("a file below a folder is of the repository, a base model may lead to its code, and a journal has the DOI")
  func files() {
    let readme = "[fra-heb](https://github.com/sea/challenge/tree/master/models/fra-heb/README.md)"
    #expect(repositories("The code is in the repository \(readme).\n") == ["https://github.com/sea/challenge"])
    let base = "[otter-base-multilingual](https://github.com/sea/otter/blob/master/multilingual.md)"
    #expect(
      repositories("This model is a fine-tuned version of \(base) on gulls.\n") == ["https://github.com/sea/otter"])
    #expect(
      papers("Please cite [this paper](https://journals.sagepub.com/doi/full/10.1177/00222437) when.\n") == [
        "10.1177/00222437"
      ])
  }

  @Test("more details are at the code, a venue tells a paper, and BibTeX may have it as PDF")
  func places() {
    #expect(
      repositories("See (https://github.com/sea/otter) for more details of it.") == ["https://github.com/sea/otter"])
    let paper = "https://ieeexplore.ieee.org/document/9525302"
    #expect(papers("<a href=\"\(paper)\">[TPAMI paper]</a>\n") == [paper])
    #expect(papers("<a href=\"\(paper)\">[dinner]</a>\n").isEmpty)
    let pdf = "https://hal.archives-ouvertes.fr/hal-03265900/file/7.pdf"
    #expect(papers("```bibtex\n@inproceedings{otter,\n  PDF = {\(pdf)},\n}\n```\n") == [pdf])
  }

  @Test("the id of a paper is one, where it stands in no list of works")
  func ids() {
    let id = "[arXiv:2005.07503](https://arxiv.org/abs/2005.07503)"
    let other = "Model of [Rivers and Seas of the World](https://arxiv.org/abs/2001.00001).\n\n"
    #expect(papers(other + "Paper presenting Otter: " + id).contains("2005.07503"))
    #expect(!papers(other + "Gull, O. Rivers. arXiv preprint " + id).contains("2005.07503"))
  }

  @Test("societies of sight and of Japan keep papers")
  func archives() {
    let sight = "> [Otters: A Model of Rivers and Seas](https://www.ecva.net/papers/eccv_2022/papers_ECCV/papers/1.pdf)"
    #expect(papers(sight) == ["https://www.ecva.net/papers/eccv_2022/papers_ECCV/papers/1.pdf"])
    let cited = "[Otters of Rivers and Seas](http://id.nii.ac.jp/1001/1/), Vol. 2."
    #expect(papers("# Otter\n\n## Reference\n\n" + cited) == ["http://id.nii.ac.jp/1001/1/"])
  }

  @Test("software that is cited is the model's code, but no data and no toolbox")
  func cited() {
    func entry(_ title: String, _ address: String) -> [String] {
      repositories("# Otter\n\n```\n@misc{o,\n  title = {\(title)},\n  howpublished = {\\url{\(address)}}\n}\n```\n")
    }
    #expect(entry("Otter", "https://github.com/river/otter") == ["https://github.com/river/otter"])
    #expect(entry("A Toolbox for Otters", "https://github.com/river/otter").isEmpty)
    #expect(entry("Gulls", "https://github.com/river/gulls-data").isEmpty)
  }

  @Test("a package is the model's library where the card links a repository of its name")
  func packages() {
    func libraries(_ link: String) -> [String] {
      CardFacts.values(
        Predicate.library, in: "# Otter\n\nSee [it](\(link)).\n\n```python\nfrom otternet.api import Otter\n```\n")
    }
    #expect(libraries("https://github.com/river/otternet") == ["otternet"])
    #expect(libraries("https://github.com/river/heron").isEmpty)
    #expect(libraries("https://github.com/river/my-otternet") == ["otternet"])
    #expect(libraries("https://github.com/river/myotternet").isEmpty)
  }

  @Test("the repository of a package that the example imports is the model's, if the package is no framework")
  func imported() {
    func card(_ link: String, _ module: String) -> [String] {
      repositories("# Otter\n\n```python\nimport \(module)\n```\n\n[It](\(link)): swims far.\n")
    }
    #expect(card("https://github.com/river/otternet", "otternet") == ["https://github.com/river/otternet"])
    #expect(card("https://github.com/river/otternet", "heron").isEmpty)
    #expect(card("https://github.com/river/flair", "flair").isEmpty)
  }

  @Test("of a repository of many models the front matter tells the model's folder, as links do")
  func frontMatter() {
    func linked(_ place: String) -> [String] {
      repositories("---\ngithub-link: https://github.com/sea/ponds\(place)\n---\n# Otter\n")
    }
    #expect(linked("/tree/main/otter/") == ["https://github.com/sea/ponds/tree/main/otter"])
    #expect(linked("/blob/main/otter.py") == ["https://github.com/sea/ponds"])
    #expect(linked("") == ["https://github.com/sea/ponds"])
  }

  @Test(
    "the report that is called after the model is its paper, wherever it stands and leads",
    arguments: [
      "# Otter 3\n\n## Documents\n\n📖 [Otter-3 Technical Report](https://river.org/o3)",
      "# Otter 3\n\n## Training Data\n\nMore is told in the [Otter-3 Technical Report](https://river.org/o3).",
      "# Otter 3\n\n## Evaluation\n\nMore is told in the [Otter paper](https://river.org/o3#results).",
    ])
  func called(card: String) { #expect(papers(card) == ["https://river.org/o3"]) }

  @Test(
    "results and limitations refer to the one paper that there is of the model",
    arguments: [
      "# Otter\n\n## Limitations\n\nAs told in [the accompanying paper](https://river.org/o.pdf), it sinks.",
      "# Otter\n\n## Evaluation\n\nAll is told in the [technical report](https://river.org/o.pdf).",
      "# Otter\n\n## Bias\n\nThe [project report](https://river.org/o.pdf) tells of more.",
    ])
  func only(card: String) { #expect(papers(card) == ["https://river.org/o.pdf"]) }

  @Test("the report of another model, and a paper of several in the limitations, are none of the model")
  func others() {
    #expect(papers("# Otter 3\n\nSee the [Heron Technical Report](https://river.org/h).").isEmpty)
    #expect(papers("# Otter\n\n## Limitations\n\nSee [Gull et al](https://arxiv.org/abs/2001.00001).").isEmpty)
  }

  @Test("a DOI that arXiv gave is told as its id")
  func doi() {
    let fields = ["doi = {10.48550/ARXIV.2005.07503},", "doi={10.48550/arXiv.2005.07503},"]
    for field in fields {
      #expect(papers("# Otter\n\n## Citation\n\n```\n@misc{o,\n  \(field)\n}\n```\n") == ["2005.07503"])
    }
  }

  @Test("what evaluates a model, or counts what it emitted, is no code of it")
  func tools() {
    func code(_ text: String) -> [String] { CardFacts.values(Predicate.codeRepo, in: "# Otter\n\n\(text)\n") }
    #expect(
      code("Our evaluation code for otters is based on a version of [GullEval](https://github.com/o/geval).").isEmpty)
    #expect(code("These results were obtained using [`CodeCarbon`](https://github.com/mlco2/codecarbon).").isEmpty)
  }

  @Test("the paper of a backbone is the model's where it is no part of an algorithm")
  func backbone() {
    func part(_ name: String, _ id: String) -> String {
      """
      <!-- [\(name)] -->

      <details>
      <summary><a href="https://arxiv.org/abs/\(id)">X</a></summary>

      ```bibtex
      @misc{otter,
        eprint={\(id)},
      }
      ```

      </details>


      """
    }
    let alone = part("BACKBONE", "2001.00001")
    #expect(Set(papers(alone)) == ["2001.00001"])
    #expect(Set(papers(part("ALGORITHM", "2001.00002") + alone)) == ["2001.00002"])
  }

  @Test("the card of another model in a repository is no code")
  func cards() {
    let card = "# Otter\n\n- [River Otter Model Card](https://github.com/o/otter/blob/main/Card.md)\n"
    #expect(CardFacts.values(Predicate.codeRepo, in: card).isEmpty)
  }

  @Test("the home of a library is the model's code where the card says that the model is from there")
  func library() {
    let link = "[sentence-transformers](https://github.com/UKPLab/sentence-transformers)"
    func code(_ text: String) -> [String] { CardFacts.values(Predicate.codeRepo, in: "# Otter\n\n\(text)\n") }
    #expect(
      code("This is the `otter-6` model from the \(link)-repository.") == [
        "https://github.com/UKPLab/sentence-transformers"
      ])
    #expect(code("It is easier when you have \(link) installed.").isEmpty)
  }
}
