// SPDX-License-Identifier: GPL-3.0-or-later

package import TextFiles

/// Why a log could not be read, said so that a person can mend it.
public struct LogError: Error, Sendable, Equatable {
    /// What kind of trouble it is; programs choose their exit code by it.
    public enum Kind: Sendable, Equatable {
        /// The file is missing, unreadable, or no file.
        case file
        /// The file is readable and is not a log that can be read, or an override does not fit it.
        case format
        /// Somebody asked for the reading to stop.
        case interrupted
    }

    /// What kind of trouble it is.
    public let kind: Kind

    /// What is wrong, as a clause that names the file; safe to print.
    public let message: String

    /// The line of the file where it went wrong, from 1, or nil where no one line is to blame.
    public let line: Int?

    /// What to do instead, as a clause without a full stop; nil where nothing helps.
    public let hint: String?

    /// Makes an error.
    public init(kind: Kind, message: String, line: Int? = nil, hint: String? = nil) {
        self.kind = kind
        self.message = message
        self.line = line
        self.hint = hint
    }
}

extension LogError {
    /// Says of a file why it cannot be read.
    package init(_ error: FileError, path: String, line: Int? = nil) {
        let name = visible(path)
        switch error {
        case .cancelled:
            self.init(kind: .interrupted, message: "stopped reading \(name)", line: line)
        case .noName:
            self.init(
                kind: .file, message: "no file can be named \(name)",
                hint: "a file name has no NUL")
        case .tooLarge:
            self.init(
                kind: .format, message: "\(name) is larger than 256 MiB, and holds no curves",
                hint: "read logs of tokens with load")
        case .system, .folder, .notRegular, .endless, .noRoom:
            let (reason, hint) = error.reason
            self.init(kind: .file, message: "cannot read \(name): \(reason)", hint: hint)
        }
    }
}

extension LogError {
    /// Says of a file of which nothing could be read why that is.
    init(_ end: EarlyEnd, path: String) {
        self.init(
            kind: end == .stopped ? .interrupted : .file,
            message: "cannot read \(visible(path)): \(end.clause)", hint: end.hint)
    }
}

extension EarlyEnd {
    /// What to say of a file of which a part was read; nothing where somebody stopped the reading,
    /// who says so.
    func remarks(after bytes: Int) -> [String] {
        guard self != .stopped else { return [] }
        return ["\(clause) after \(counted(bytes, "byte")) of text: \(consequence)"]
    }
}

extension LogError: CustomStringConvertible {
    /// The message, the line where there is one, and the hint.
    public var description: String {
        let place = line.map { " (line \($0))" } ?? ""
        return message + place + (hint.map { "\n\($0)" } ?? "")
    }
}

/// Returns a text from a file as it may be printed: short, and without control characters.
///
/// A file decides what its columns are called; it does not decide what a terminal does.
func printable(_ text: String) -> String {
    let most = 48
    guard text.unicodeScalars.count > most else { return visible(text) }
    return visible(String(text.unicodeScalars.prefix(most))) + "…"
}

/// Returns a count with its noun: `1 row`, `2 rows`.
func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
}
