// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

/// Candidates of the engine in the form that the line editor wants: whole words, and a list to show.
struct WordCompletion: Equatable {
    /// What the word becomes.
    let replacement: String

    /// The words to choose from; empty where there is only one.
    let choices: [String]

    /// The candidates to list.
    let candidates: [Completions.Candidate]

    /// Whether a blank follows the only one: not after `key=`, a folder, or what opens a list.
    let closes: Bool

    /// Fits candidates to the word that the editor is about to replace; nil where there are none.
    ///
    /// - Parameters:
    ///   - completions: What the engine offers; their range may begin inside or before the word.
    ///   - line: The line up to the cursor.
    ///   - word: Where the editor's word begins, in Unicode scalars.
    init?(_ completions: Completions, line: String, word: Int) {
        let scalars = Array(line.unicodeScalars)
        let from = min(max(0, completions.range.lowerBound), scalars.count)
        let word = min(max(0, word), scalars.count)
        let typed = text(scalars[from...])
        // Candidates that merely hold the letters typed are for when no other is there.
        let direct = completions.candidates.filter { $0.text.begins(with: typed) }
        let files = completions.files(typed)
        let offered = direct.isEmpty && files.isEmpty ? completions.candidates : direct + files
        let before = text(scalars[min(word, from)..<from])
        let cut = text(scalars[from..<max(word, from)])
        let fitted = offered.compactMap { candidate -> (String, Completions.Candidate)? in
            guard candidate.text.hasPrefix(cut) else { return nil }
            return (before + candidate.text.dropFirst(cut.count), candidate)
        }
        guard let first = fitted.first else { return nil }
        candidates = fitted.map { $0.1 }
        choices = fitted.count == 1 ? [] : fitted.map { $0.0 }
        replacement =
            fitted.count == 1
            ? first.0 : extending(text(scalars[word...]), to: commonBeginning(choices))
        let last = first.1.text.unicodeScalars.last
        closes = last.map { !"=/,(:.".unicodeScalars.contains($0) } ?? false
    }

    /// Returns what Tab shows, screen by screen: with summaries where the screen has the rows, else names
    /// in columns.
    func pages(columns: Int, rows: Int, isASCII: Bool = false) -> [String] {
        func shown(_ text: String) -> String {
            isASCII ? inASCII(shownText(text)) : shownText(text)
        }
        // An ellipsis of dots takes two columns more.
        let (ellipsis, spare) = isASCII ? ("...", 2) : ("…", 0)
        let names = candidates.map {
            shortenedName(shown($0.text), into: columns - 1 - spare)
                .replacing("…", with: ellipsis)
        }
        let widest = names.map(textWidth).max() ?? 0
        if names.count <= max(4, rows - 3) {
            let room = columns - widest - 3
            let lines = zip(names, candidates).map { name, candidate in
                guard room >= 10, !candidate.summary.isEmpty else { return name + "\n" }
                let summary = shortenedInside(shown(candidate.summary), into: room - spare)
                    .replacing("…", with: ellipsis)
                return fitting("\(padded(name, to: widest))  \(summary)", into: columns - 1) + "\n"
            }
            return [lines.joined()]
        }
        let across = max(1, columns / (widest + 2))
        let size = across * max(4, rows - 3)
        return stride(from: 0, to: names.count, by: size).map { start in
            let page = names[start..<min(start + size, names.count)]
            let left = names.count - page.endIndex
            let more = "\(ellipsis) \(left) more: Tab again, or type a letter"
            return side(by: across, page.map { padded($0, to: widest) }, columns: columns)
                + (left > 0 ? fitting(more, into: columns - 1) + "\n" : "")
        }
    }

    /// Returns names of the same width in columns, read downwards.
    private func side(by across: Int, _ names: [String], columns: Int) -> String {
        let down = (names.count + across - 1) / across
        return (0..<down).map { row in
            let cells = stride(from: row, to: names.count, by: down).map { names[$0] }
            return fitting(cells.joined(separator: "  "), into: columns - 1) + "\n"
        }.joined()
    }
}

private func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    String(String.UnicodeScalarView(scalars))
}

/// Returns what all words begin with.
private func commonBeginning(_ words: [String]) -> String {
    guard var common = words.first?.unicodeScalars[...] else { return "" }
    for word in words.dropFirst() {
        let same = zip(common, word.unicodeScalars).prefix { $0 == $1 }.count
        common = common.prefix(same)
    }
    return String(common)
}

/// Returns the longer beginning where it extends what is typed; never takes typed letters away, as
/// loose matches would.
private func extending(_ typed: String, to common: String) -> String {
    common.begins(with: typed) ? common : typed
}

extension String {
    /// Returns whether it begins with letters that are typed in any case, and without the quote that it
    /// needs.
    fileprivate func begins(with typed: String) -> Bool {
        let (whole, typed) = (lowercased(), typed.lowercased())
        return whole.hasPrefix(typed)
            || whole.hasPrefix("\"") && !typed.isEmpty && whole.dropFirst().hasPrefix(typed)
    }
}
