// SPDX-License-Identifier: GPL-3.0-or-later

/// The arguments of a shell of which the last one is being typed, as the line that they make.
///
/// A shell takes quotes off and puts its own on, so what it offers are arguments, not words of a line.
public struct TypedArguments: Sendable {
    /// The line up to the cursor; quotes that the last argument needs are open.
    public let line: String

    /// Where the cursor stands: after the line, in Unicode scalars.
    public let cursor: Int

    private let arguments: [String]
    private let lastWord: Int?

    /// Takes arguments; the last one is being typed, and may be empty.
    public init(_ arguments: [String]) {
        self.arguments = arguments
        (line, lastWord) = CommandLanguage.line(fromArguments: arguments, isOpen: true)
        cursor = line.unicodeScalars.count
    }

    /// Returns what the last argument becomes where a candidate is taken.
    ///
    /// - Parameters:
    ///   - candidate: The candidate, as it is put into the line.
    ///   - start: Where the candidate begins, in Unicode scalars.
    /// - Returns: The argument; nil where none makes the line that the candidate makes, as none does
    ///   where a name with a blank stands in a list.
    public func argument(_ candidate: String, from start: Int) -> String? {
        let scalars = Array(line.unicodeScalars)
        guard (0...scalars.count).contains(start) else { return nil }
        let whole = String(scalars: scalars[..<start]) + candidate
        guard let lastWord else { return whole }
        guard start >= lastWord else { return nil }
        var scanner = LineScanner(String(scalars: scalars[lastWord..<start]) + candidate)
        guard (try? scanner.run()) != nil, scanner.words.count == 1 else { return nil }
        let argument = scanner.words[0].text
        let made = CommandLanguage.line(fromArguments: arguments.dropLast() + [argument])
        return meaning(of: made) == meaning(of: whole) ? argument : nil
    }
}

/// Returns the keys and the parts of the values of a line's words; nil where it cannot be read.
private func meaning(of line: String) -> [[String?]]? {
    var scanner = LineScanner(line)
    guard (try? scanner.run()) != nil else { return nil }
    return Word.joined(scanner.words).map { [$0.key?.text] + $0.value.elements.map(\.text) }
}
