import Foundation
import Hashing
import Logging
import Records
import Stages
import Testing

@testable import Publishing

/// The robustness page through the whole stage, from records as perturb writes them.
@Suite struct RobustnessTests {
  private let given = GivenModel("acme/one")
  private let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3]

  private func perturbed(_ name: String, _ severity: Int, _ parameters: [String: JSON] = [:]) -> Perturbed {
    var perturbed = Perturbed()
    (perturbed.name, perturbed.version, perturbed.severity, perturbed.seed) = (name, 1, severity, 7)
    perturbed.parameters = parameters
    return perturbed
  }

  private func drop(_ value: Double, _ name: String, _ severity: Int) -> Evaluation {
    var drop = given.evaluation(value, by: .pipeline, low: value - 0.01, high: value + 0.01)
    drop.id += "-\(name)-\(severity)"
    (drop.category, drop.metric) = ("robustness", "metric:accuracy-drop")
    drop.perturbation = perturbed(name, severity)
    return drop
  }

  private func example(_ perturbed: Perturbed, text: String? = nil, file: String? = nil) -> Execution {
    var example = Execution()
    example.id = "mz:execution/\(perturbed.name)-\(perturbed.severity)"
    (example.mode, example.dataset, example.benchmark) = ("example", "dataset:icons", "icons")
    (example.outcome.status, example.outcome.detail, example.fileSha256) = ("ok", text, file)
    example.perturbation = perturbed
    return example
  }

  /// The page of a model that loses a little to noise and nothing to the identity.
  private func page(_ fixture: SnapshotFixture, _ examples: [Execution]) async throws -> String {
    var worst = given.evaluation(0.141, by: .pipeline, low: 0.12, high: 0.17)
    worst.id += "-worst"
    (worst.category, worst.metric) = ("robustness", "metric:worst-case-accuracy")
    let evaluations = [
      given.evaluation(0.848, by: .pipeline, low: 0.82, high: 0.87), worst, drop(0, "identity", 1),
      drop(0.004, "blur", 1), drop(0.237, "blur", 5),
    ]
    let normalised = try await fixture.snapshot(GivenNormalise.self, given.records)
    let measured = try await fixture.snapshot(GivenEvaluate.self, evaluations + examples)
    _ = try await StageRun(PublishStage.self, fixture.request([normalised, measured]))
      .run(progress: StageProgress(), logger: Logger(label: "test"), force: false)
    return try fixture.read("robustness.html")
  }

  @Test("each cell says what was lost, and the identity stands first") func cells() async throws {
    let page = try await page(SnapshotFixture(), [])
    for text in [">0.0<", ">−0.4<", ">−23.7<", ">−24.7 to −22.7<", ">84.8<", ">14.1<"] {
      #expect(page.contains(text), "\(text)")
    }
    let identity = try #require(page.range(of: "class=\"first\">identity"))
    let blur = try #require(page.range(of: "class=\"first\">blur"))
    #expect(identity.lowerBound < blur.lowerBound)
    #expect(page.contains("1,000 samples, seed 7"))
  }

  @Test("only what has several severities has a curve") func curves() async throws {
    let page = try await page(SnapshotFixture(), [])
    #expect(page.components(separatedBy: "<polyline").count == 2)
  }

  @Test("the recipe comes from the examples, with a value for each severity") func recipe() async throws {
    let examples = [1, 5].map { severity in
      example(
        perturbed("blur", severity, ["radius": .number(Double(severity)), "edge": .string("wrap")]), text: "t")
    }
    #expect(try await page(SnapshotFixture(), examples).contains("version 1; edge wrap; radius 1, 5"))
  }

  @Test("an example is shown as its picture, unless the file is gone or is none") func pictures() async throws {
    let fixture = SnapshotFixture()
    let store = DocumentStore(folder: fixture.data)
    let digest = try store.keep(png).hex
    let fake = try store.keep(Array("<svg onload=alert(1)>".utf8)).hex
    let page = try await page(
      fixture,
      [
        example(perturbed("blur", 0), file: digest), example(perturbed("blur", 1), file: fake),
        example(perturbed("blur", 5), file: String(repeating: "0", count: 64)),
      ])
    let path = "examples/\(digest.prefix(16)).png"
    #expect(page.contains("src=\"\(path)\""))
    #expect(page.contains("unchanged</figcaption>"))
    #expect(page.components(separatedBy: "<img").count == 2)
    #expect(try Files.read(fixture.site + "/" + path) == png)
  }

  @Test("an example's text is text") func texts() async throws {
    let page = try await page(SnapshotFixture(), [example(perturbed("blur", 1), text: "<img src=x onerror=alert(1)>")])
    #expect(page.contains("&lt;img src=x onerror=alert(1)&gt;"))
    #expect(!page.contains("<img src=x"))
  }

  @Test("a model's own page says what it loses to each perturbation, and leads to the other models")
  func modelPage() async throws {
    let fixture = SnapshotFixture()
    let robustness = try await page(fixture, [])
    let own = try fixture.read("models/hf/acme/one/index.html")
    let row = try #require(own.firstRange(of: /<th scope="row">blur<\/th><td class="n">5<\/td>[^T]*?<\/tr>/))
    for text in ["<b>−23.7</b>", "−24.7 to −22.7", "1,000"] { #expect(own[row].contains(text), "\(text)") }
    let link = try #require(own.firstMatch(of: /robustness\.html#([a-z0-9-]+)/))
    #expect(robustness.contains("<section class=\"board\" id=\"\(link.1)\">"))
  }

  @Test("curves have axes with names, and the legend stands above them") func axes() async throws {
    let page = try await page(SnapshotFixture(), [])
    let legend = try #require(page.range(of: "class=\"legend\""))
    let curves = try #require(page.range(of: "class=\"curves\""))
    #expect(legend.lowerBound < curves.lowerBound)
    #expect(page.contains(">Severity</text>"))
    #expect(page.contains(">Points</text>"))
  }

  @Test("each cell names its perturbation and severity, for screens that have no room for heads")
  func narrow() async throws {
    let page = try await page(SnapshotFixture(), [])
    for label in ["identity", "blur 1", "blur 5", "clean, %", "worst case, %"] {
      #expect(page.contains("data-l=\"\(label)\""), "\(label)")
    }
  }
}
