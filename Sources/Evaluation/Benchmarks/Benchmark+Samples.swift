import Archive
import Images
import Records

extension Benchmark {
  /// Every sample, decoded, in the order of the items.
  func samples() throws(BenchmarkError) -> [Sample] {
    let positions = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, $0) })
    let images = try dataset.archive.map { (path) throws(BenchmarkError) in try self.images(in: path) }
    var samples: [Sample] = []
    var ids: Set<String> = []
    let bytes = try Self.read(dataset.items, for: file, atMost: Self.largestFile)
    for (index, line) in bytes.split(separator: 0x0a).enumerated() {
      func problem(_ words: String) -> BenchmarkError {
        BenchmarkError(dataset.items, line: index + 1, .badItem(words))
      }
      let item: BenchmarkItem
      do throws(JSONError) {
        item = try BenchmarkItem(json: line)
      } catch {
        throw problem(error.problem)
      }
      guard let label = positions[item.label] else {
        throw problem("the label '\(item.label)' is not one of the benchmark's")
      }
      guard ids.insert(item.id).inserted else { throw problem("another item has the id '\(item.id)' too") }
      let payload: Sample.Payload
      switch (item.file, item.text, images) {
      case (let file?, nil, let images?):
        guard let image = images[file] else { throw problem("the archive holds no '\(file)'") }
        payload = .image(image)
      case (nil, let text?, _): payload = .text(text)
      default: throw problem("an item has either a 'text', or the 'file' of an archive")
      }
      samples.append(Sample(id: item.id, label: label, payload: payload))
    }
    guard !samples.isEmpty else { throw BenchmarkError(file, .badItem("\(dataset.items) holds no items")) }
    return samples
  }

  private func images(in archive: String) throws(BenchmarkError) -> [String: Image] {
    do {
      var images: [String: Image] = [:]
      try ZipReader(archive).forEachEntry { name, bytes in
        do throws(ImageError) {
          images[name] = try Image(png: bytes)
        } catch {
          throw BenchmarkError(archive, .badItem("'\(name)': \(error)"))
        }
      }
      return images
    } catch let error as BenchmarkError {
      throw error
    } catch {
      throw BenchmarkError(file, .unreadable("\(error)"))
    }
  }
}

/// One line of a benchmark's items.
struct BenchmarkItem: FieldTable {
  var file: String?
  var id = ""
  var label = ""
  var text: String?
  var unknown = UnknownFields()

  static let fields: [Field<Self>] = [
    Field("file", \.file),
    Field("id", \.id, required: true),
    Field("label", \.label, required: true),
    Field("text", \.text),
  ]
}
