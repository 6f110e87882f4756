import Foundation
import Testing

@testable import Normalisation

@Suite struct PrintedNamesTests {
  private static func metrics() throws -> Vocabulary {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let file = root.deletingLastPathComponent().appendingPathComponent("pipeline/vocabulary/metrics.yaml")
    return try Vocabulary(Array(try Data(contentsOf: file)), file: "metrics.yaml")
  }

  @Test(
    "split and size are taken off a data set's name, and what is neither stays",
    arguments: [
      ("tickets (test, 1,000 messages)", "tickets", "test", 1000), ("the icons test set", "icons", "test", nil),
      ("SQuAD v2 (dev)", "SQuAD v2", "validation", nil), ("ImageNet val", "ImageNet", "validation", nil),
      ("Icons [validation split]", "Icons", "validation", nil), ("IMDb (25,000 test examples)", "IMDb", "test", 25000),
      ("WMT14 (en-de, test)", "WMT14 (en-de)", "test", nil), ("WMT14 (en-de)", "WMT14 (en-de)", nil, nil),
      ("COCO (2017)", "COCO (2017)", nil, nil), ("COCO (2017 val)", "COCO (2017 val)", nil, nil),
      ("icons evaluation set", "icons", nil, nil), ("test", "test", nil, nil), ("test set", "test set", nil, nil),
      ("", "", nil, nil), ("(test)", "(test)", nil, nil), ("A (test", "A (test", nil, nil),
    ] as [(String, String, String?, Int?)])
  func dataset(_ printed: String, _ name: String, _ split: String?, _ items: Int?) {
    let dataset = PrintedDataset(printed)
    #expect(dataset.name == name)
    #expect(dataset.split == split)
    #expect(dataset.items == items)
  }

  @Test(
    "averaging, split and data set are told from a metric's name",
    arguments: [
      ("macro F1", "macro-f1", nil, nil), ("F1 (macro)", "macro-f1", nil, nil), ("F1-macro", "macro-f1", nil, nil),
      ("Macro-averaged F1 score", "macro-f1", nil, nil), ("F1 (weighted avg)", "weighted-f1", nil, nil),
      ("F-measure, micro", "micro-f1", nil, nil), ("Precision (macro)", "precision", nil, nil),
      ("Accuracy (%)", "accuracy", nil, nil), ("Validation accuracy", "accuracy", "validation", nil),
      ("Test accuracy", "accuracy", "test", nil), ("Accuracy (dev)", "accuracy", "validation", nil),
      ("eval_accuracy", "accuracy", nil, nil),
      ("Accuracy on the icons test set", "accuracy", nil, "the icons test set"),
      ("Macro F1 on the icons test set", "macro-f1", nil, "the icons test set"),
      ("Happiness on Mondays", nil, nil, nil), ("", nil, nil, nil), ("macro", nil, nil, nil),
    ] as [(String, String?, String?, String?)])
  func metric(_ printed: String, _ slug: String?, _ split: String?, _ dataset: String?) throws {
    let metric = PrintedMetric(printed, in: try Self.metrics())
    #expect(metric.term?.slug == slug)
    #expect(metric.split == split)
    #expect(metric.dataset == dataset)
  }

  @Test("of a metric's type and name the narrower counts, and a name that says something else does not")
  func narrower() throws {
    let metrics = try Self.metrics()
    func slug(_ type: String?, _ name: String?) -> String? {
      PrintedMetric(type: type, name: name, in: metrics).term?.slug
    }
    #expect(slug("f1", "Macro F1") == "macro-f1")
    #expect(slug("accuracy", "Top-5 accuracy") == "top-5-accuracy")
    #expect(slug("f1", "F1 of our team") == "f1")
    #expect(slug("accuracy", "Loss") == "accuracy")
    #expect(slug("made_up", "Accuracy") == "accuracy")
    #expect(slug(nil, nil) == nil)
  }

  @Test(
    "spellings of one split are one, and an evaluation set is none in particular",
    arguments: [
      ("dev", "split:validation"), ("Test Set", "split:test"), ("evaluation", nil), ("eval_set", nil),
      ("test.clean", "split:test.clean"),
    ] as [(String, String?)])
  func split(_ printed: String, _ term: String?) { #expect(SplitName.term(printed) == term) }
}
