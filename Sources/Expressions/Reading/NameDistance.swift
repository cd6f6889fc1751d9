// SPDX-License-Identifier: GPL-3.0-or-later

/// Returns the candidate that a person most likely meant by a misspelt word, or nil where none is
/// near.
///
/// Near means: equal but for the case or the Greek spelling, or a distance of at most a third of
/// the word's length (at least 1, and less than the whole word), or the beginning of exactly one
/// candidate. Among equals the first wins.
public func closestName<Names: Sequence<String>>(to word: String, in candidates: Names) -> String? {
    let typed = foldedName(word)
    guard !typed.isEmpty, typed.count <= 64 else { return nil }
    var best: (name: String, distance: Int)?
    var extensions: [String] = []
    for candidate in candidates {
        let name = foldedName(candidate)
        guard name.count <= 64 else { continue }
        let distance = editDistance(typed, name)
        let allowed = min(max(1, max(typed.count, name.count) / 3), name.count - 1)
        if distance == 0 || distance <= allowed, distance < best?.distance ?? .max {
            best = (candidate, distance)
        }
        if typed.count >= 2, name.starts(with: typed) { extensions.append(candidate) }
    }
    if extensions.count == 1, best?.distance ?? 2 > 1 { return extensions[0] }
    return best?.name
}

/// Returns the least number of letters to put in, take out, exchange or swap with their
/// neighbour that makes one word of another (optimal string alignment).
///
/// - Complexity: The product of the two lengths.
public func editDistance(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...second.count)
    for i in 0..<first.count {
        var row = [i + 1]
        row.reserveCapacity(second.count + 1)
        for j in 0..<second.count {
            let exchange = last[j] + (first[i] == second[j] ? 0 : 1)
            var least = min(exchange, last[j + 1] + 1, row[j] + 1)
            if i > 0, j > 0, first[i] == second[j - 1], first[i - 1] == second[j] {
                least = min(least, beforeLast[j - 1] + 1)
            }
            row.append(least)
        }
        (beforeLast, last) = (last, row)
    }
    return last[second.count]
}

/// Returns the letters of a name in lower case and ASCII, for comparing.
private func foldedName(_ name: String) -> [Unicode.Scalar] {
    Array(canonicalName(name).lowercased().unicodeScalars)
}
