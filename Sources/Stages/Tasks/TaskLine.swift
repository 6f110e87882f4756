import Records

/// What a stage's program says of each task as it ends, one line of JSON on standard error:
/// `{"task":{"key":"5f0c…","part":"3","seconds":0.8}}`, with `code` and `failure` where it failed.
public struct TaskLine: FieldTable, Equatable {
  public var task = Body()
  public var unknown = UnknownFields()

  public init() {}

  public static let fields: [Field<Self>] = [Field("task", \.task, required: true)]
  public static let prefix = "{\"task\""

  public struct Body: FieldTable, Equatable {
    /// The exit code that the failure stands for.
    public var code: Int?
    public var failure: String?
    public var key = ""
    public var part = ""
    public var seconds = 0.0
    public var unknown = UnknownFields()

    public init() {}

    public static let fields: [Field<Self>] = [
      Field("code", \.code), Field("failure", \.failure), Field("key", \.key, required: true),
      Field("part", \.part, required: true), Field("seconds", \.seconds),
    ]
  }
}
