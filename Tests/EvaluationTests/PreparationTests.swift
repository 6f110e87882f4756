import Foundation
import Images
import Testing

@testable import Evaluation

@Suite struct PreparationTests {
  private func decode<T: Decodable>(_ type: T.Type, _ json: String) throws -> T {
    try JSONDecoder().decode(type, from: Data(json.utf8))
  }

  @Test("pixels are scaled, normalised and put channel by channel")
  func channelsFirst() throws {
    let preparation = try decode(
      ImagePreparation.self,
      """
      { "do_rescale": true, "rescale_factor": 0.00392156862745098, "do_normalize": true, "image_mean": [0.5, 0.5, 0.5],
        "image_std": [0.25, 0.5, 1], "size": { "height": 1, "width": 2 }, "data_format": "channels_first" }
      """)
    let image = try #require(Image(width: 2, height: 1, channels: 3, pixels: [0, 0, 0, 255, 255, 255]))
    #expect(preparation.values(of: image) == [-2, 2, -1, 1, -0.5, 0.5])
  }

  @Test("pixels stay as they are when nothing is asked for, and channels may come last")
  func channelsLast() throws {
    let preparation = try decode(
      ImagePreparation.self, #"{ "do_rescale": false, "do_normalize": false, "data_format": "channels_last" }"#)
    let image = try #require(Image(width: 2, height: 1, channels: 3, pixels: [1, 2, 3, 4, 5, 6]))
    #expect(preparation.values(of: image) == [1, 2, 3, 4, 5, 6])
    let grey = try #require(Image(width: 2, height: 1, channels: 1, pixels: [7, 9]))
    #expect(preparation.values(of: grey) == [7, 7, 7, 9, 9, 9])
    #expect(preparation.values(of: grey, channels: 1) == [7, 9])
  }

  @Test(
    "what cannot be followed is refused",
    arguments: [
      #"{ "do_center_crop": true }"#, #"{ "resample": 3 }"#, #"{ "image_mean": [1, 2] }"#,
      #"{ "image_std": [0, 1, 1] }"#,
      #"{ "data_format": "planar" }"#, #"{ "size": { "height": 100000, "width": 100000 } }"#,
      #"{ "size": { "shortest_edge": 224 } }"#,
    ])
  func refused(json: String) {
    #expect(throws: (any Error).self) { try decode(ImagePreparation.self, json) }
  }

  @Test(
    "resizing gives Pillow's bytes",
    arguments: [
      (32, 32, "f986e3a4b5b2eec1", "475976634b9596d"), (64, 50, "f397bcc1de87508d", "76918e74875f268"),
      (16, 9, "333c2a81248fb591", "464032913ddafa48"), (37, 40, "c877bd735f255634", "d95b365c2ae7d264"),
    ])
  func pillow(width: Int, height: Int, nearest: String, bilinear: String) throws {
    let image = try Fixtures.image(width: 37, height: 23)
    #expect(Fixtures.digest(.image(image.resized(width: width, height: height, by: .nearest))) == nearest)
    #expect(Fixtures.digest(.image(image.resized(width: width, height: height, by: .bilinear))) == bilinear)
  }

  @Test("words and trigrams go where the sample zoo's own examples say")
  func tokens() throws {
    let words = try decode(
      HashTokeniser.self,
      #"{ "tokenizer_class": "word-hash", "buckets": 1023, "model_max_length": 8, "word_pattern": "[a-z0-9]+", "hash": "fnv1a-32" }"#
    )
    #expect(words.tokens(of: "My Printer shows Error 42, again!") == [727, 72, 356, 461, 741, 128, 0, 0])
    #expect(words.pieces(of: "it's naïve") == [678, 1016, 204, 446])
    #expect(words.pieces(of: "") == [])
    #expect(words.tokens(of: String(repeating: "a ", count: 100)) == Array(repeating: 635, count: 8))

    let trigrams = try decode(
      HashTokeniser.self, #"{ "tokenizer_class": "trigram-hash", "buckets": 1023, "model_max_length": 160 }"#)
    #expect(trigrams.pieces(of: "it's naïve") == [679, 816, 185, 945, 285, 858, 42])
    #expect(trigrams.pieces(of: "a") == [497])
    #expect(
      trigrams.pieces(of: "My Printer shows Error 42, again!") == [
        728, 491, 677, 742, 778, 543, 623, 709, 828, 501, 916, 405, 672, 1000, 932, 980, 995, 559, 622, 783, 495, 415,
        550, 348, 108,
        227,
      ])
    #expect(trigrams.tokens(of: "").count == 160)
  }

  @Test(
    "tokenisers that are not these are refused",
    arguments: [
      #"{ "tokenizer_class": "BertTokenizer" }"#,
      #"{ "tokenizer_class": "word-hash", "buckets": 0, "model_max_length": 8 }"#,
      #"{ "tokenizer_class": "word-hash", "buckets": 9, "model_max_length": 1000000 }"#,
      #"{ "tokenizer_class": "word-hash", "buckets": 9, "model_max_length": 8, "hash": "murmur3" }"#,
    ])
  func unknownTokeniser(json: String) {
    #expect(throws: (any Error).self) { try decode(HashTokeniser.self, json) }
  }
}
