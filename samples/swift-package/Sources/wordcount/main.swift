import Foundation
import Words

struct Line: Codable {
    let word: String
    let times: Int
}

let encoder = JSONEncoder()
encoder.outputFormatting = .sortedKeys
while let line = readLine() {
    for (word, times) in count(line) {
        print(String(decoding: try encoder.encode(Line(word: word, times: times)), as: UTF8.self))
    }
}
