import Foundation

// The greeting is a resource of the package; the name's list lies where the container works.
guard let file = Bundle.module.url(forResource: "greeting", withExtension: "txt", subdirectory: "Texts") else {
    fatalError("no greeting")
}
let greeting = try String(contentsOf: file, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
let names = try String(contentsOfFile: "Public/names.txt", encoding: .utf8).split(separator: "\n")
let zone = TimeZone(identifier: "Europe/Berlin")?.abbreviation(for: Date(timeIntervalSince1970: 0)) ?? "?"
for name in names {
    print("\(greeting), \(name) (\(zone))")
}
