// swift-tools-version:5.9
import PackageDescription

let package = Package(
    name: "greet",
    targets: [
        .executableTarget(name: "greet", resources: [.copy("Texts")]),
    ]
)
