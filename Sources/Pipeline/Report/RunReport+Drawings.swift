extension RunReport {
  /// Stages in columns by how many stand before them, with a line from each to those that read it.
  var graph: String {
    let size = (width: 136, height: 50)
    let pitch = (x: 176, y: 66)
    var column: [String: Int] = [:]
    var place: [String: (x: Int, y: Int)] = [:]
    var filled: [Int: Int] = [:]
    for stage in stages {
      let depth = (stage.from.compactMap { column[$0] }.max() ?? -1) + 1
      column[stage.name] = depth
      place[stage.name] = (1 + depth * pitch.x, 1 + (filled[depth] ?? 0) * pitch.y)
      filled[depth, default: 0] += 1
    }
    let boxes = place.values.map(\.y).max() ?? 0
    var bottom = boxes + size.height + 2
    var edges = ""
    var nodes = ""
    for stage in stages {
      guard let to = place[stage.name] else { continue }
      // What comes from far passes below the columns between; the longer, the lower.
      for from in stage.from.compactMap({ place[$0] }) {
        let columns = (to.x - from.x) / pitch.x
        if columns > 1 {
          let start = (x: from.x + size.width * 3 / 4, y: from.y + size.height)
          let end = (x: to.x + size.width / 4, y: to.y + size.height + 6)
          let low = max(start.y, end.y) + 12 + 22 * (columns - 1)
          // A curve goes three quarters of the way to its handles.
          bottom = max(bottom, start.y + (low - start.y) * 3 / 4 + 2)
          edges +=
            "<path class=\"edge\" d=\"M\(start.x) \(start.y)C\(start.x) \(low) \(end.x) \(low) \(end.x) \(end.y)\"/>"
            + "<path class=\"tip\" d=\"M\(end.x - 4) \(end.y + 1)h8l-4 -7z\"/>"
        } else {
          let start = (x: from.x + size.width, y: from.y + size.height / 2)
          let end = (x: to.x - 6, y: to.y + size.height / 2)
          let middle = (start.x + end.x) / 2
          edges +=
            "<path class=\"edge\" d=\"M\(start.x) \(start.y)C\(middle) \(start.y) \(middle) \(end.y) \(end.x) \(end.y)\"/>"
            + "<path class=\"tip\" d=\"M\(end.x - 1) \(end.y - 4)v8l7 -4z\"/>"
        }
      }
      let middle = to.x + size.width / 2
      nodes +=
        "<rect class=\"box \(Self.style(of: stage))\" x=\"\(to.x)\" y=\"\(to.y)\" width=\"\(size.width)\" height=\"\(size.height)\" rx=\"7\"/>"
        + "<text class=\"name\" x=\"\(middle)\" y=\"\(to.y + 22)\" text-anchor=\"middle\">\(Self.text(stage.name))</text>"
        + "<text class=\"soft\" x=\"\(middle)\" y=\"\(to.y + 39)\" text-anchor=\"middle\">\(Self.text(word(for: stage)))</text>"
    }
    let width = (place.values.map(\.x).max() ?? 0) + size.width + 2
    return
      "<svg role=\"img\" aria-label=\"Which stage reads which\" width=\"\(width)\" height=\"\(bottom)\" viewBox=\"0 0 \(width) \(bottom)\">"
      + edges + nodes + "</svg>"
  }

  /// What stands in a stage's box: what it did, as this run found it.
  func word(for stage: Stage) -> String {
    guard stage.state == "done" else { return stage.state }
    guard stage.tasks > 1 else { return stage.ran > 0 ? "ran" : "up to date" }
    return stage.ran > 0 ? "\(Self.grouped(stage.ran)) of \(Self.grouped(stage.tasks)) ran" : "up to date"
  }

  /// A bar for each stage from when its snapshot was begun to when it was done, over the run's seconds.
  var timeline: String {
    let spans = stages.compactMap { stage -> (name: String, from: Double, to: Double)? in
      guard let finished = stage.finishedAt.flatMap(Self.time) else { return nil }
      return (stage.name, finished - stage.seconds, finished)
    }
    // What was made in earlier nights would press this one into a line.
    guard let last = spans.map(\.to).max() else { return "<p class=\"none\">Nothing has been made yet.</p>" }
    guard let first = spans.filter({ last - $0.to < 86_400 }).map(\.from).min() else { return "" }
    let step = Self.step(over: last - first)
    let ticks = max(1, Int(((last - first) / step).rounded(.up)))
    let (left, right, row) = (136, 1000, 28)
    let scale = Double(right - left) / (Double(ticks) * step)
    let height = spans.count * row + 26
    var parts: [String] = []
    for tick in 0...ticks {
      let x = left + Int(Double(tick) * step * scale)
      parts.append("<path class=\"rule\" d=\"M\(x) 18V\(height)\"/>")
      parts.append(
        "<text class=\"soft\" x=\"\(x)\" y=\"11\" text-anchor=\"middle\">\(Self.seconds(Double(tick) * step))</text>")
    }
    for (number, span) in spans.enumerated() {
      let y = number * row + 24
      parts.append("<text x=\"0\" y=\"\(y + 15)\">\(Self.text(span.name))</text>")
      guard last - span.to < 86_400 else {
        parts.append("<text class=\"soft\" x=\"\(left + 6)\" y=\"\(y + 15)\">made on an earlier day</text>")
        continue
      }
      let x = left + Int((span.from - first) * scale)
      let width = max(2, Int((span.to - span.from) * scale))
      // The time stands after its bar, or before it where there is no room.
      let isLate = x + width > right - 60
      parts.append("<rect class=\"span\" x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"20\" rx=\"3\"/>")
      let anchor = isLate ? "x=\"\(x - 6)\" text-anchor=\"end\"" : "x=\"\(x + width + 6)\""
      if !isLate || x > left + 60 {
        parts.append("<text class=\"soft\" \(anchor) y=\"\(y + 15)\">\(Self.seconds(span.to - span.from))</text>")
      }
    }
    return
      "<svg role=\"img\" aria-label=\"When each stage ran\" width=\"1040\" height=\"\(height)\" viewBox=\"0 0 1040 \(height)\">"
      + parts.joined() + "</svg>"
  }

  /// 1, 2 or 5 times a power of ten, at most eight of which cover the seconds.
  private static func step(over seconds: Double) -> Double {
    var power = 0.01
    while power < 1e9 {
      for factor in [1.0, 2, 5] where power * factor * 8 >= seconds { return power * factor }
      power *= 10
    }
    return power
  }
}
