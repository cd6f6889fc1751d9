// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Lab
import Results
import WorkbenchModel

/// Returns what a person reads when a line failed, with a final newline.
///
///     error: script.flip:3:7: there is no method "apso"
///       use apso
///           ^^^^
///       did you mean aspo?
///
/// The words are in ASCII where that is asked for; the line stays as it was typed, so that the carets
/// stand below what they point at.
func errorText(
    _ failure: Failure, at place: Place?, on channel: Channel, isASCII: Bool = false
) -> String {
    let error = failure.error
    let name =
        place?.name(of: error.span?.lowerBound ?? 0, in: failure.line).map { "\($0): " } ?? ""
    let placed = CommandError(error.code, name + error.message, span: error.span, hint: error.hint)
    let text = caretText(
        for: placed, line: failure.line, columns: channel.isTerminal ? channel.size.columns : .max)
    let rows = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let carets = rows.firstIndex { !$0.isEmpty && $0.allSatisfy { $0 == " " || $0 == "^" } }
    return rows.enumerated().map { index, row in
        let isQuoted = carets.map { index == $0 || index == $0 - 1 } ?? false
        let row = isASCII && !isQuoted ? inASCII(row) : row
        if index == 0 { return channel.painted("error:", .error) + row.dropFirst(6) + "\n" }
        if index == carets { return channel.painted(row, .caret) + "\n" }
        let isHint = error.hint != nil && index > (carets ?? rows.count - 2)
        return (isHint ? channel.painted(row, .hint) : row) + "\n"
    }.joined()
}

/// Returns what a program reads when a line failed: one JSON document, with a final newline.
///
/// In a batch the key `place` names file, line and column.
func errorJSON(_ failure: Failure, at place: Place?) -> String {
    failure.json(place: place?.name(of: failure.error.span?.lowerBound ?? 0, in: failure.line))
        + "\n"
}
