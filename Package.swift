// swift-tools-version: 6.1
import PackageDescription

// Layers, lowest first; an import may only go down (ARCHITECTURE.md tells why). This file is what enforces it.

let swiftSettings: [SwiftSetting] = [
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("ExistentialAny"),
]

/// A Swift module and its tests.
func module(
  _ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = [], tests: [Target.Dependency] = []
) -> [Target] {
  [
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: swiftSettings),
    .testTarget(
      name: "\(name)Tests", dependencies: [.byName(name: name), "TestSupport"] + tests,
      exclude: excludedTestFolders[name] ?? [], swiftSettings: swiftSettings),
  ]
}

/// Test folders that hold data rather than code.
let excludedTestFolders: [String: [String]] = ["Extraction": ["Goldens"]]

/// A C library as Debian names it, seen through a `shim.h`.
func library(_ name: String, pkgConfig: String? = nil, apt: String) -> Target {
  .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt])])
}

/// The stages and the module that each lives in; one executable each.
let stages = [
  ("fetch", "Zoos"), ("parse-readme", "Extraction"), ("normalise", "Normalisation"),
  ("evaluate", "Evaluation"), ("perturb", "Evaluation"), ("publish", "Publishing"),
]

let log = Target.Dependency.product(name: "Logging", package: "swift-log")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let server = Target.Dependency.product(name: "FlyingFox", package: "FlyingFox")
let sockets = Target.Dependency.product(name: "FlyingSocks", package: "FlyingFox")

var targets: [Target] = []

// 1 Native: C headers and the shims that Swift needs to call them.
targets += [
  library("CCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev"),
  library("CLibXML2", pkgConfig: "libxml-2.0", apt: "libxml2-dev"),
  library("CArchive", pkgConfig: "libarchive", apt: "libarchive-dev"),
  library("CDeflate", pkgConfig: "libdeflate", apt: "libdeflate-dev"),
  library("CLibYAML", pkgConfig: "yaml-0.1", apt: "libyaml-dev"),
  library("CNettle", pkgConfig: "nettle", apt: "nettle-dev"),
  library("CPNG", pkgConfig: "libpng", apt: "libpng-dev"),
  library("CJemalloc", pkgConfig: "jemalloc", apt: "libjemalloc-dev"),
  .target(name: "CNative"),
  .target(
    name: "CMarkGFM",
    linkerSettings: [.linkedLibrary("cmark-gfm"), .linkedLibrary("cmark-gfm-extensions")]),
  .target(name: "COnnxRuntime", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
]

// 2 Faces: one C library each, as Swift values.
targets += module("Hashing", ["CNettle"])
targets += module("Archive", ["CArchive", "CDeflate", "Hashing"])
targets += module("HTTP", ["CCurl"])
targets += module("HTML", ["CLibXML2"])
targets += module("YAML", ["CLibYAML"])
targets += module("Markdown", ["CMarkGFM", "CNative"])
targets += module("Images", ["CPNG"])
targets += module("Inference", ["COnnxRuntime"])

// 3 Contract: what the driver and the stages share.
targets += module("Records", ["Hashing"])
targets += module("Stages", ["Records", "Hashing", "Archive", "CNative", log])
targets += module("Manifests", ["YAML", "Records", "Stages"])

// 4 Knowledge: one stage family each, never each other.
targets += module("Zoos", ["Stages", "Records", "HTTP", "Archive", "Hashing", log], tests: [log])
targets += module("Extraction", ["Stages", "Records", "Hashing", "Markdown", "YAML", "HTML", "Inference", "CNative"])
targets += module("Normalisation", ["Stages", "Records", "YAML"])
targets += module("Evaluation", ["Stages", "Records", "Inference", "Images", "Archive", "YAML", "Hashing", "CNative"])
targets += module(
  "Publishing", ["Stages", "Records", "Archive", "Hashing", "YAML", mustache],
  resources: [.copy("Assets"), .copy("Templates")],
  tests: ["Stages", "Records", "Archive", log])

// 5 Driver: stages as programs.
targets += module("Pipeline", ["Manifests", "Stages", "Records", "Hashing", "CNative"])
targets += module("Catalogue", ["Stages", "Records"])

// 6 Command line.
targets += module("CommandLineSupport", ["Stages", "Records", "CNative", "CJemalloc", arguments, log])
targets += [
  .executableTarget(
    name: "macaroni",
    dependencies: [
      "CommandLineSupport", "Pipeline", "Catalogue", "Manifests", "Stages", "Records", "Hashing", arguments,
    ],
    swiftSettings: swiftSettings),
  .executableTarget(
    name: "macaroni-read",
    dependencies: ["CommandLineSupport", "Extraction", "Stages", "Records", "Hashing", arguments],
    swiftSettings: swiftSettings),
  .executableTarget(
    name: "macaroni-lint", dependencies: ["CommandLineSupport", "Extraction", "Stages", "Records", arguments],
    swiftSettings: swiftSettings),
  .executableTarget(
    name: "macaroni-serve", dependencies: ["CommandLineSupport", "Stages", arguments, server, sockets],
    swiftSettings: swiftSettings),
]
targets += stages.map { stage, module in
  .executableTarget(
    name: "macaroni-\(stage)", dependencies: ["CommandLineSupport", .byName(name: module)], swiftSettings: swiftSettings
  )
}

// 7 Tests.
targets += [
  .target(
    name: "TestSupport", dependencies: ["Records", "Stages", "Hashing", log, server], path: "Tests/TestSupport",
    swiftSettings: swiftSettings),
  .executableTarget(
    name: "loopback-hub", dependencies: ["TestSupport", "Archive", "Records", arguments], path: "Tests/LoopbackHub",
    swiftSettings: swiftSettings),
  .executableTarget(
    name: "card-speed", dependencies: ["CommandLineSupport", "Extraction", "Archive", "Records", arguments],
    path: "Tests/CardSpeed",
    swiftSettings: swiftSettings),
  .executableTarget(
    name: "raised-version", dependencies: ["CommandLineSupport", "Extraction", "Records", "Stages"],
    path: "Tests/RaisedVersion",
    swiftSettings: swiftSettings),
]

let package = Package(
  name: "macaroni",
  products: [.executable(name: "macaroni", targets: ["macaroni"])]
    + (stages.map(\.0) + ["read", "lint", "serve"]).map {
      .executable(name: "macaroni-\($0)", targets: ["macaroni-\($0)"])
    },
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.5.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.0.0"),
    .package(url: "https://github.com/swhitty/FlyingFox", from: "0.26.0"),
  ],
  targets: targets,
  swiftLanguageModes: [.v6]
)
