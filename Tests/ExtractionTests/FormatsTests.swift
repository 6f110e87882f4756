import Extraction
import Records
import Stages
import Testing

/// What is found in a document: predicate, value and lines of each finding that the test asks for.
private func found(_ predicate: String, in text: String, as kind: DocumentKind) -> [String] {
  read(Array(text.utf8), as: kind).findings.filter { $0.predicate == predicate }
    .map { "\($0.value?.text ?? "nil") @\($0.span.lineStart ?? 0)" }
}

private func evaluations(in text: String, as kind: DocumentKind) -> [String] {
  read(Array(text.utf8), as: kind).findings.filter { $0.predicate == Predicate.evaluation }.map { finding in
    let names = ["model", "metric", "dataset", "config"].compactMap { finding.qualifiers[$0]?.string }
    return "\(names.joined(separator: "/")) \(finding.value?.text ?? "nil") @\(finding.span.lineStart ?? 0)"
  }
}

@Suite struct DocumentKindTests {
  @Test(
    "the kind is told by role and name",
    arguments: [
      ("", "a/metafile.yml", DocumentKind.yaml), ("", "a/b.rst", .restructuredText), ("", "x.htm", .html),
      ("", "r.csv", .csv), ("", "config.json", .config), ("", "infos.json", .hubRecord), ("", "meta.json", .json),
      ("metafile", "m.yaml", .yaml), ("weights", "m.safetensors", .safetensors), ("weights", "m.gguf", .gguf),
      ("readme", "", .card), ("config", "", .config), ("readme", "README.rst", .restructuredText),
    ])
  func kinds(role: String, path: String, kind: DocumentKind) { #expect(DocumentKind(role: role, path: path) == kind) }

  @Test(
    "other documents have none",
    arguments: [("", "a.zip"), ("weights", "m.bin"), ("metafile", "m.onnx"), ("other", "a.md")])
  func others(role: String, path: String) { #expect(DocumentKind(role: role, path: path) == nil) }
}

@Suite struct YAMLDocumentTests {
  @Test("a class or a backend names the library, and what only points elsewhere names nothing")
  func classes() {
    let text = """
      defined_as: river.model.TensorFlowModel
      args:
        backend: theano
      info:
        trained_on: see README
        cite_as: https://doi.org:/...
      """
    #expect(found(Predicate.library, in: text, as: .yaml) == ["tensorflow @1"])
    #expect(found(Predicate.trainedOn, in: text, as: .yaml).isEmpty)
    #expect(found(Predicate.paper, in: text, as: .yaml).isEmpty)
    let keras = text.replacing("TensorFlowModel", with: "OtterModel").replacing("theano", with: "keras")
    #expect(found(Predicate.library, in: keras, as: .yaml) == ["keras @3"])
  }

  @Test("devices of two trainings are two")
  func devices() {
    let text = "Training Resources: 8x V100 GPUs (b256), 16x A100-80G GPUs (b4096)\n"
    #expect(found("training.hardware", in: text, as: .yaml) == ["V100 @1", "A100-80G @1"])
    #expect(found("training.hardware", in: "Training Resources: 8 V100, by hand\n", as: .yaml) == ["V100, by hand @1"])
    for (printed, count) in [("24 GB VRAM GPU", nil), ("A single V100 GPU", 1), ("8 V100 GPUs", 8)] as [(String, Int?)]
    {
      let findings = read(Array("Training Resources: \(printed)\n".utf8), as: .yaml).findings
      #expect(findings.first?.qualifiers["count"] == count.map { .number($0) }, "\(printed)")
    }
  }

  @Test("what a benchmark is called is the data set of its metrics")
  func named() {
    let text = "benchmark:\n  benchmark_metrics:\n    accuracy: 93.44%\n  benchmark_name: River Commands test set\n"
    #expect(evaluations(in: text, as: .yaml) == ["accuracy/River Commands test set 0.9344 @3"])
    #expect(found(Predicate.evaluatedOn, in: text, as: .yaml) == ["River Commands test set @4"])
    let bare = text.replacing("  benchmark_name: River Commands test set\n", with: "")
    #expect(found(Predicate.evaluatedOn, in: bare, as: .yaml).isEmpty)
  }

  @Test("a metafile states each model's facts on their own lines, with the model's name")
  func metafile() {
    let text = """
      Collections:
      - Name: Tiny
        Paper: { URL: https://arxiv.org/abs/1706.03762, Title: Tiny }
      Models:
      - Name: tiny-a
        Metadata:
          Parameters: 34.5M
          FLOPs: 0.37G
          Batch Size: 16
          Training Data: [Cats, Dogs]
          Training Resources: 8x V100 GPUs
          Resolution: 224x320
          inference time (ms/im):
          - value: 20.5
            hardware: V100
            batch size: 1
        Results:
        - Task: Image Classification
          Dataset: Cats
          Metrics: { Top 1 Accuracy: 81.1, Top 5 Accuracy: 94.7 }
      - Name: tiny-b
        Results: { Dataset: Dogs, Metrics: { AP: 0.5 } }
      """
    #expect(found(Predicate.paper, in: text, as: .yaml) == ["1706.03762 @3"])
    #expect(found(Predicate.paramsTotal, in: text, as: .yaml) == ["34500000 @7"])
    #expect(found(Predicate.flops, in: text, as: .yaml) == ["370000000 @8"])
    #expect(found(Predicate.hyperparameter, in: text, as: .yaml) == ["16 @9"])
    #expect(found(Predicate.trainedOn, in: text, as: .yaml) == ["Cats @10", "Dogs @10"])
    #expect(found(Predicate.hardware, in: text, as: .yaml) == ["V100 @11"])
    #expect(found(Predicate.inputSize, in: text, as: .yaml) == ["[224,320] @12"])
    #expect(found(Predicate.latency, in: text, as: .yaml) == ["0.0205 @14"])
    #expect(found(Predicate.evaluatedOn, in: text, as: .yaml) == ["Cats @19", "Dogs @22"])
    #expect(
      evaluations(in: text, as: .yaml) == [
        "tiny-a/Top 1 Accuracy/Cats 0.811 @20", "tiny-a/Top 5 Accuracy/Cats 0.947 @20", "tiny-b/AP/Dogs 0.5 @22",
      ])
  }

  @Test("sentences among the values are read as cards are, each on its line")
  func prose() {
    let text = """
      description: >-
        A network for object detection.
        See <https://arxiv.org/abs/1904.07850> and the code at
        <https://github.com/me/net/>.
      task_type: detection
      conversion_to_onnx_args:
        - --input-shapes=1,3,512,256
      framework: pytorch
      """
    #expect(Set(found(Predicate.task, in: text, as: .yaml)) == ["detection @5", "object detection @2"])
    #expect(found(Predicate.paper, in: text, as: .yaml) == ["1904.07850 @3"])
    #expect(found(Predicate.codeRepo, in: text, as: .yaml) == ["https://github.com/me/net @4"])
    #expect(found(Predicate.inputSize, in: text, as: .yaml) == ["[512,256] @7"])
    #expect(found(Predicate.library, in: text, as: .yaml) == ["pytorch @8"])
  }

  @Test("tags are kept and nothing is made of them")
  func tags() {
    #expect(
      found(Predicate.hyperparameter, in: "lr: !python/object/apply:os.system 0.1\nepochs: !!int \"3\"\n", as: .yaml)
        == ["0.1 @1", "3 @2"])
  }

  @Test(
    "a template is refused with its line",
    arguments: ["a: {{ b }}\n", "{% for x in y %}\n- name: {{ x }}\n{% endfor %}\n"])
  func template(text: String) {
    let reading = read(Array(text.utf8), as: .yaml)
    #expect(reading.findings.isEmpty)
    #expect(reading.rejections.map(\.code) == [.unsupported])
    #expect(reading.rejections.first?.line == 1)
  }

  @Test("what stands below a fault is read")
  func broken() {
    let text = "license: mit\ntask: [a, b\nlibrary_name: timm\n"
    #expect(found(Predicate.library, in: text, as: .yaml) == ["timm @3"])
    #expect(read(Array(text.utf8), as: .yaml).rejections.map(\.code) == [.malformed])
  }

  @Test("data sets and applications in a catalogue are no models")
  func others() {
    let text =
      "- type: dataset\n  name: D\n  license: mit\n- type: model\n  name: M\n  size: 34B parameters (dense)\n  training_time: 9 days\n"
    #expect(found(Predicate.license, in: text, as: .yaml) == [])
    #expect(found(Predicate.paramsTotal, in: text, as: .yaml) == ["34000000000 @6"])
    #expect(found(Predicate.duration, in: text, as: .yaml) == ["777600 @7"])
  }

  @Test("times are told by device, run-time and unit in the name")
  func severalDevices() throws {
    let text = """
      components:
        performance_metrics:
          Phone 9 (Proxy):
            tflite:
              inference_time_milliseconds: 5.765
      """
    let finding = try #require(read(Array(text.utf8), as: .yaml).findings.first { $0.predicate == Predicate.latency })
    #expect(finding.value?.text == "0.005765")
    #expect(finding.qualifiers["hardware"] == "Phone 9 (Proxy)")
    #expect(finding.qualifiers["config"] == "tflite")
  }
}

@Suite struct JSONDocumentTests {
  @Test("a package's metadata: languages, sources and accuracies by label; a source's licence is not the model's")
  func package() {
    let text = """
      {"lang": "lt", "license": "CC BY-SA 4.0", "spacy_version": ">=3",
       "sources": [{"name": "UD Lithuanian", "license": "CC0"}],
       "accuracy": {"tag_acc": 91.5, "ents_per_type": {"ORG": {"p": 72.5}}}}
      """
    #expect(found(Predicate.language, in: text, as: .json) == ["lt @1"])
    #expect(found(Predicate.license, in: text, as: .json) == ["CC BY-SA 4.0 @1"])
    #expect(found(Predicate.trainedOn, in: text, as: .json) == ["UD Lithuanian @2"])
    #expect(evaluations(in: text, as: .json) == ["tag_acc 0.915 @3", "p/ents_per_type ORG 0.725 @3"])
  }

  @Test("numbers beside a data set are results")
  func row() {
    let text =
      #"{"dataset": "cifar10", "clean_acc": "95.51", "reported": "87.28", "eps": "8/255", "link": "https://arxiv.org/abs/2406.05927"}"#
    #expect(evaluations(in: text, as: .json) == ["clean_acc/cifar10 0.9551 @1", "reported/cifar10 0.8728 @1"])
    #expect(found(Predicate.evaluatedOn, in: text, as: .json) == ["cifar10 @1"])
    #expect(found(Predicate.paper, in: text, as: .json) == ["2406.05927 @1"])
  }

  @Test("a manifest names the model of each fact, and its links are those of Sphinx")
  func manifest() {
    let text = """
      {"models": [
        {"base_name": "a", "license": "MIT", "description": "From `A paper <https://arxiv.org/abs/1404.5997>`_"},
        {"base_name": "b", "license": null, "training_data": "COCO"}]}
      """
    let findings = read(Array(text.utf8), as: .json).findings
    #expect(findings.first { $0.predicate == Predicate.license }?.qualifiers["model"] == "a")
    #expect(found(Predicate.paper, in: text, as: .json) == ["1404.5997 @2"])
    #expect(found(Predicate.trainedOn, in: text, as: .json) == ["COCO @3"])
  }

  @Test("a card in JSON has sections, measures told in words, and papers in BibTeX")
  func card() {
    let text = """
      {"model_details": {"paper": {"citation": "@article{Otto, volume={abs/1907.11692}, DOI={10.1609/pond.v34i05.6267}}"}},
       "evaluation_data": {"dataset": {"name": "PondQA (validation set)"}, "motivation": null},
       "training_data": {"dataset": {"name": "PondQA (train set)"}, "motivation": null},
       "quantitative_analyses": {"unitary_results":
        "On the validation set:\\nF1: 88%\\nNet Neutral: 0.613, Threshold:0.5: 0.66\\nThese are what the official program prints for them."},
       "model_usage": {"install_instructions": "pip install otter==1.0.0 otter-models==1.0.0"}}
      """
    #expect(found(Predicate.paper, in: text, as: .json) == ["1907.11692 @1", "10.1609/pond.v34i05.6267 @1"])
    #expect(found(Predicate.trainedOn, in: text, as: .json) == ["PondQA @3"])
    #expect(found(Predicate.evaluatedOn, in: text, as: .json) == ["PondQA @2"])
    #expect(
      evaluations(in: text, as: .json) == [
        "F1/PondQA 0.88 @5", "Net Neutral/PondQA 0.613 @5", "Threshold:0.5/PondQA 0.66 @5",
      ])
    let sections = read(Array(text.utf8), as: .json).findings.map(\.predicate).filter { $0.hasPrefix("section.") }
    #expect(
      sections == ["section.evaluation", "section.training_data", "section.evaluation", "section.how_to_use"])
    // A sentence is read as one, and a list goes on with its data set.
    let told = #"{"quantitative_analyses": {"unitary_results": "Accuracy: 87% on the SST test set."}}"#
    #expect(evaluations(in: told, as: .json) == ["Accuracy/SST 0.87 @1"])
    let named = #"{"quantitative_analyses": {"unitary_results": "PondCoref 2012 dev: coref_f1: 0.79, recall: 0.8"}}"#
    #expect(
      evaluations(in: named, as: .json) == ["coref_f1/PondCoref 2012 0.79 @1", "recall/PondCoref 2012 0.8 @1"])
  }

  @Test("what a model was made with is cited beside it, and is not its paper")
  func cited() {
    let text = """
      type: model
      cite:
      - text: training library
        url: https://doi.org/10.5281/zenodo.1
      - text: architecture
        url: https://doi.org/10.1007/otter
      tags: [segmentation, otters]
      """
    #expect(found(Predicate.paper, in: text, as: .yaml) == ["10.1007/otter @6"])
    #expect(found(Predicate.task, in: text, as: .yaml) == ["segmentation @7"])
  }

  @Test("a table written by columns is read by rows")
  func columns() {
    let text = #"{"id": {"0": "a/b", "1": "c/d"}, "pipeline_tag": {"0": "fill-mask", "1": null}}"#
    let findings = read(Array(text.utf8), as: .json).findings
    #expect(findings.map(\.predicate) == [Predicate.task])
    #expect(findings.first?.qualifiers["model"] == "a/b")
  }

  @Test("a schema states nothing")
  func schema() {
    let text =
      ##"{"$schema": "http://json-schema.org/draft-07/schema#", "type": "object", "properties": {"license": {"type": "string"}}}"##
    #expect(read(Array(text.utf8), as: .json).rejections.map(\.code) == [.unsupported])
  }
}

@Suite struct SeparatedValuesTests {
  @Test("each row is a model; quotes, separators in them and units in names are understood")
  func rows() {
    let text =
      "\u{FEFF}model,img_size,top1,top1_err,param_count,infer_gmacs\r\n\"big, one\",384,71.2,28.8,\"1,013.01\",4.1\r\nsmall,224,60,40,2.5,0.1\r\n"
    #expect(
      evaluations(in: text, as: .csv) == [
        "big, one/top1 0.712 @2", "big, one/top1_err 0.288 @2", "small/top1 0.6 @3", "small/top1_err 0.4 @3",
      ])
    #expect(found(Predicate.paramsTotal, in: text, as: .csv) == ["1013010000 @2", "2500000 @3"])
    #expect(found(Predicate.flops, in: text, as: .csv) == ["4100000000 @2", "100000000 @3"])
    #expect(found(Predicate.inputSize, in: text, as: .csv) == ["[384,384] @2", "[224,224] @3"])
  }

  @Test("a table with too many cells is read up to there and says so")
  func large() {
    let text = "model,top1\n" + String(repeating: "a,1\n", count: 300_000)
    let reading = read(Array(text.utf8), as: .csv)
    #expect(reading.rejections.map(\.code) == [.tooLarge])
    #expect(reading.findings.count == 20_000)
  }
}

@Suite struct TextFormatTests {
  @Test("reStructuredText: headings, links, code and tables, on its own lines")
  func restructured() {
    let text = """
      Tiny net
      ========

      Fine for image classification, see `the paper <https://arxiv.org/abs/1706.03762>`_ [1]_.

      Results
      -------

      ========= ========
      Dataset   Accuracy
      ========= ========
      ImageNet  71.5
      Cats      93.5
      ========= ========

      Usage
      -----

      .. code-block:: python

         import timm

      .. include:: other.rst
      .. |x| image:: y.png
      """
    let findings = read(Array(text.utf8), as: .restructuredText).findings
    func of(_ predicate: String) -> [String] { found(predicate, in: text, as: .restructuredText) }
    #expect(of("model.title") == ["Tiny net @1"])
    let over = Array("========\nTiny net\n========\n\nText.\n".utf8)
    let title = read(over, as: .restructuredText).findings.first { $0.predicate == "model.title" }
    #expect(title?.raw == "Tiny net" && title?.span.lineStart == 2)
    #expect(of(Predicate.paper) == ["1706.03762 @4"])
    #expect(of(Predicate.task) == ["image classification @4"])
    #expect(evaluations(in: text, as: .restructuredText) == ["Accuracy/ImageNet 0.715 @12", "Accuracy/Cats 0.935 @13"])
    #expect(of(Predicate.library) == ["timm @21"])
    #expect(findings.contains { $0.predicate == "section.how_to_use" && $0.span.lineStart == 16 })
  }

  @Test("a grid table and a table in a directive")
  func tables() {
    let text = """
      Evaluation
      ~~~~~~~~~~

      +----------+----------+
      | Dataset  | Accuracy |
      +==========+==========+
      | ImageNet | 71.5     |
      +----------+----------+

      .. csv-table::
         :header-rows: 1

         Dataset,F1
         SQuAD,88.1
      """
    #expect(evaluations(in: text, as: .restructuredText) == ["Accuracy/ImageNet 0.715 @7", "F1/SQuAD 0.881 @14"])
  }

  @Test("HTML: headings, paragraphs, links and tables")
  func html() {
    let text = """
      <html><body>
      <h1>Tiny</h1>
      <p>A model for
      image classification, <a href="https://github.com/me/tiny">code</a>.</p>
      <h2>Evaluation</h2>
      <table>
      <tr><th>Dataset</th><th>Accuracy</th></tr>
      <tr>
        <td>ImageNet</td>
        <td>71.5</td>
      </tr></table>
      </body></html>
      """
    #expect(found("model.title", in: text, as: .html) == ["Tiny @2"])
    #expect(found(Predicate.codeRepo, in: text, as: .html) == ["https://github.com/me/tiny @4"])
    #expect(evaluations(in: text, as: .html) == ["Accuracy/ImageNet 0.715 @8"])
  }
}
