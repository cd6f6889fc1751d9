// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// What a text holds that has no columns of a log, told from how it begins.
enum UnreadableLog {
    /// The log-probabilities of sampled tokens as servers of models answer, and nothing to compare.
    case samplerOnly
    /// Dictionaries as Python prints them.
    case pythonText

    /// The bytes that are looked at.
    static let mostBytes = 1 << 16

    /// Returns what a text is, or nil where that is not known.
    init?(_ start: Bytes) {
        guard let text = trimmed(start) else { return nil }
        var cursor = JSONCursor(text)
        if cursor?.take(UInt8(ascii: "[")) == true { cursor?.skipBlanks() }
        if cursor?.take(UInt8(ascii: "{")) == true, cursor?.peek() == UInt8(ascii: "'") {
            self = .pythonText
            return
        }
        let content = Self.hasContent(text)
        // A rollout of open-instruct: an advantage, and what the sampler said of its own tokens.
        let isRollout =
            text.holds("\"finish_reason\"") && text.holds("\"logprobs\"")
            && text.holds("\"response_tokens\"")
        guard content || isRollout else { return nil }
        self = .samplerOnly
    }

    /// Returns whether a text has the log-probabilities of a chat, `"logprobs": {"content": [`.
    private static func hasContent(_ text: Bytes) -> Bool {
        text.holds("\"logprobs\"") && text.holds("\"content\"") && text.holds("\"logprob\"")
    }

    /// Returns an error with what the file is, where that is known and the error is of its columns.
    ///
    /// - Parameters:
    ///   - error: The error.
    ///   - head: How the file begins.
    ///   - path: The file's name.
    /// - Returns: The error, or another one in its place.
    static func explaining(_ error: LogError, _ head: [UInt8], path: String) -> LogError {
        let isOfColumns =
            error.message.contains("no column for") || error.message.contains("no line that is")
        guard error.kind == .format, isOfColumns,
            let kind = head.withUnsafeBufferPointer(UnreadableLog.init)
        else { return error }
        let name = visible(path)
        switch kind {
        case .samplerOnly:
            return LogError(
                kind: .format,
                message: "\(name) holds the log-probabilities of the sampler alone: there is no "
                    + "policy being trained to compare them with", line: error.line,
                hint: [
                    error.hint.flatMap { $0.contains("logp_old=none") ? $0 : nil },
                    "write the trainer's log-probabilities and advantages beside them; export "
                        + "format=trl-logger or verl-logger writes the code for it",
                ].compactMap { $0 }.joined(separator: "; or "))
        case .pythonText:
            return LogError(
                kind: .format, message: "\(name) holds dictionaries as Python prints them",
                line: error.line,
                hint:
                    "write tokens with json.dumps, an object a line; curves FILE reads metrics that "
                    + "were printed so")
        }
    }
}

extension Bytes {
    /// Returns whether a text stands somewhere in the bytes.
    fileprivate func holds(_ text: StaticString) -> Bool {
        let size = text.utf8CodeUnitCount
        guard count >= size else { return false }
        let wanted = Bytes(start: text.utf8Start, count: size)
        return (0...count - size).contains { place in
            self[place] == wanted[0] && self[place..<place + size].elementsEqual(wanted)
        }
    }
}
