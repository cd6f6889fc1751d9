// SPDX-License-Identifier: GPL-3.0-or-later

/// Follows the words of a definition, `rule NAME = EXPRESSION`, to say whether the expression cannot
/// end where the line does: after `and`, `then` and their like, or an operator.
///
/// Lines of other verbs always can: their last word may be anything.
struct DefinitionEnd {
    private var word: [Unicode.Scalar] = []
    private var words = 0
    /// Whether the verb is that of a definition, or may become it.
    private var isDefinition = true
    private var last = Word.other

    private enum Word {
        /// Something must follow: an operator, `and`, `then`.
        case binding
        case other
    }

    /// The verb whose lines hold a definition.
    private static let verb = Array("rule".unicodeScalars)

    /// The words after which something must follow.
    private static let binding = ["and", "or", "not", "if", "then", "else"]
        .map { Array($0.unicodeScalars) }

    /// Returns whether a text ends within a definition.
    static func isUnfinished(_ text: some Sequence<Unicode.Scalar>) -> Bool {
        var end = DefinitionEnd()
        for scalar in text { end.add(scalar) }
        return end.isUnfinished
    }

    /// Whether the definition has to go on.
    var isUnfinished: Bool {
        var end = self
        end.finishWord()
        return end.isDefinition && end.words > 2 && end.last == .binding
    }

    /// Reads one scalar; costs nothing in lines that are no definition.
    mutating func add(_ scalar: Unicode.Scalar) {
        if isDefinition { follow(scalar) }
    }

    private mutating func follow(_ scalar: Unicode.Scalar) {
        if scalar.isDefinitionLetter || (scalar == "-" && words < 2) {
            isDefinition = words > 0 || Self.verb.dropFirst(word.count).first == scalar
            if isDefinition { word.append(scalar) }
            return
        }
        finishWord()
        guard !scalar.isBlank else { return }
        // Every sign counts as a word: `rule f = …` has three before its expression begins.
        words += 1
        if words == 1 { isDefinition = false }
        last = "+-*/^<>=&|≤≥≠×·÷−,".unicodeScalars.contains(scalar) ? .binding : .other
    }

    private mutating func finishWord() {
        guard !word.isEmpty else { return }
        words += 1
        if words == 1 { isDefinition = word == Self.verb }
        last = Self.binding.contains(word) ? .binding : .other
        word = []
    }
}
