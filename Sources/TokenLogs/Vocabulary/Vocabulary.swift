// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// The texts of a model's tokens by their numbers, from a file that comes with the model.
///
/// `vocab.json`, `tokenizer.json`, any JSON of numbers and texts in either order, or a text file
/// with a token a line, the first of which is number 0. The texts lie side by side in one block.
public struct Vocabulary: Sendable {
    /// The most tokens: 4 million, ten times those of the largest models.
    static let mostTokens = 1 << 22

    /// The largest file: 128 MiB.
    static let mostBytes = 1 << 27

    private var bytes: [UInt8] = []
    private var spans: [(start: UInt32, count: UInt32)] = []
    private var pieces = TokenPieces()

    /// Members of the file that are no text and number.
    var foreign = 0

    /// Whether the file is a tokenizer's, in which other members are no fault.
    var isTokenizer = false

    /// How many numbers have a text.
    public private(set) var count = 0

    /// Reads a file.
    ///
    /// - Parameter path: The file.
    /// - Throws: Why it cannot be read, or what it is instead of a vocabulary.
    public init(path: String) throws(LogError) {
        let content: [UInt8]
        do { content = try OpenFile(path, isRegular: true).bytes(most: Self.mostBytes) } catch {
            throw error == .tooLarge ? Self.tooLarge(path) : LogError(error, path: path)
        }
        var failure: LogError?
        content.withUnsafeBufferPointer { buffer in
            do throws(LogError) { try read(buffer, path) } catch { failure = error }
        }
        if let failure { throw failure }
        guard count > 0, isTokenizer || foreign == 0 else { throw Self.none(path) }
    }

    /// The text of a token, or nil where the number has none.
    ///
    /// The signs of byte-level and of SentencePiece vocabularies become what they stand for.
    public subscript(number: Int) -> String? {
        guard spans.indices.contains(number), spans[number].start != .max else { return nil }
        let (start, count) = spans[number]
        return pieces.text(bytes[Int(start)..<Int(start + count)])
    }

    /// Gives the tokens of a response that have a number and no text their texts.
    ///
    /// - Parameters:
    ///   - tokens: The tokens.
    ///   - counts: Counts the numbers with a text here and those without.
    /// - Returns: The tokens with their texts.
    func naming(
        _ tokens: [LoggedToken], _ counts: inout (known: Int, unknown: Int)
    ) -> [LoggedToken] {
        var named = tokens
        for index in named.indices where named[index].text == nil {
            guard let number = named[index].tokenID else { continue }
            named[index].text = self[number]
            if named[index].text == nil { counts.unknown += 1 } else { counts.known += 1 }
        }
        return named
    }

    /// Takes one token; of two with one number the later counts.
    mutating func add(_ text: [UInt8], _ number: Int, _ path: String) throws(LogError) {
        guard 0..<Self.mostTokens ~= number else {
            throw LogError(
                kind: .format, message: "\(visible(path)) has a token with the number \(number)",
                hint: "the numbers of a vocabulary are 0 to \(Self.mostTokens - 1)")
        }
        while spans.count <= number { spans.append((.max, 0)) }
        if spans[number].start == .max { count += 1 }
        spans[number] = (UInt32(bytes.count), UInt32(text.count))
        pieces.notice(text)
        bytes += text
    }
}

extension Vocabulary {
    private static func tooLarge(_ path: String) -> LogError {
        LogError(
            kind: .format, message: "\(visible(path)) is larger than \(mostBytes >> 20) MiB",
            hint: "a vocabulary is vocab.json or tokenizer.json of a model")
    }

    /// What is said of a file without a token.
    static func none(_ path: String) -> LogError {
        LogError(
            kind: .format, message: "\(visible(path)) holds no vocabulary",
            hint:
                "a vocabulary is JSON of texts and numbers (vocab.json, tokenizer.json), or a text "
                + "a line")
    }
}
