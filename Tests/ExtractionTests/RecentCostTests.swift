import Extraction
import Records
import Stages
import Testing

/// Devices, sizes, licences and languages in the sentences of cards of large models, and what is said of other things.
@Suite struct RecentCostTests {
  private func values(_ predicate: String, _ text: String) -> [String] {
    CardFacts.values(predicate, in: "# Otter\n\n" + text)
  }

  @Test("a thousand devices have a comma, and a device its generation")
  func devices() {
    func hardware(_ text: String) -> [String] {
      CardFacts.findings(Predicate.hardware, in: text).map { finding in
        let count = finding.qualifiers["count"].map { String(decoding: $0.json, as: UTF8.self) } ?? "-"
        return "\(finding.value?.text ?? "nil") \(count)"
      }
    }
    #expect(hardware("The model was trained using 1,024 H800 GPUs.") == ["H800 1024"])
    #expect(hardware("It was trained with 32 Gaudi 2 accelerators.") == ["Gaudi 2 32"])
    #expect(hardware("Trained using 4xA100-80GB for 12h.") == ["A100-80GB 4"])
    #expect(hardware("It took 5 hours on a single NVIDIA A100 GPU.") == ["NVIDIA A100 1"])
    #expect(hardware("It is fast on a single NVIDIA A100 GPU.").isEmpty)
    #expect(values(Predicate.trainedOn, "It was trained on the POND supercomputer with 128 A100.").isEmpty)
  }

  @Test(
    "of a mixture of experts the whole is its size, and what will come has none yet",
    arguments: [
      ("Otter has 46.7B total and 12.9B active parameters.", ["46700000000"]),
      ("Otter has 12.9B active parameters.", []),
      ("A 70B parameter version will be released in June.", []),
    ])
  func sizes(text: String, expected: [String]) { #expect(values(Predicate.paramsTotal, text) == expected) }

  @Test(
    "weights may be under a licence without that word, and the licence of the code is not theirs",
    arguments: [
      ("The weights are released under Apache 2.0.", ["apache-2.0"]),
      ("The model is available under the CC BY-NC 4.0.", ["cc-by-nc-4.0"]),
      ("It was written at MIT.", []),
      ("License: GPLv3", ["gpl-3.0", "gpl-3.0"]),
      ("The code is licensed under the MIT license, but the weights are not.", []),
      ("Our code is under the MIT license, and the weights are under the Apache 2.0 license.", ["apache-2.0"]),
    ])
  func licences(text: String, expected: [String]) { #expect(values(Predicate.license, text) == expected) }

  @Test(
    "languages are understood and covered, and those that are worked on are not yet",
    arguments: [
      ("Otter understands German, English and Polish.", ["de", "en", "pl"]),
      ("It is made for all, covering Indonesian, Thai and Vietnamese.", ["id", "th", "vi"]),
      ("We are working on support for French and German.", []),
    ])
  func languages(text: String, expected: [String]) { #expect(values(Predicate.language, text) == expected) }

  @Test("what takes hours may be no training, and other models have other data")
  func others() {
    #expect(values(Predicate.duration, "Downloading takes about 2 hours.").isEmpty)
    #expect(values(Predicate.duration, "Training takes about 2 hours.") == ["7200"])
    #expect(values(Predicate.trainedOn, "Other models, like Heron, are trained on PondCrawl.").isEmpty)
  }
}
