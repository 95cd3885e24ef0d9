// swift-tools-version:5.9
import PackageDescription

let package = Package(
    name: "wordcount",
    targets: [
        .target(name: "Words"),
        .executableTarget(name: "wordcount", dependencies: ["Words"]),
    ]
)
