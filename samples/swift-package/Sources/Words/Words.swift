/// How often each word of a text stands there, in the order of the words.
public func count(_ text: String) -> [(word: String, times: Int)] {
    var found: [String: Int] = [:]
    for word in text.lowercased().split(whereSeparator: { !$0.isLetter }) {
        found[String(word), default: 0] += 1
    }
    return found.sorted { $0.key < $1.key }.map { (word: $0.key, times: $0.value) }
}
