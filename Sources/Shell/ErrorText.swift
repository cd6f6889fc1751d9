// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Lab

/// Returns what a person reads when a line failed, with a final newline.
///
///     error: script.flip:3:7: there is no method "apso"
///       use apso
///           ^^^^
///     Did you mean aspo?
func errorText(_ failure: Failure, at place: Place?, on channel: Channel) -> String {
    let error = failure.error
    let name =
        place?.name(of: error.span?.lowerBound ?? 0, in: failure.line).map { "\($0): " } ?? ""
    var text = channel.painted("error:", .error) + " "
    text += escapingControls(name + error.message) + "\n"
    if error.span != nil || (place?.label != nil && error.code != .interrupted) {
        let mark = Underline(failure.line, span: error.span, columns: channel.size.columns)
        text += "  \(mark.line)\n"
        if !mark.carets.isEmpty { text += "  \(channel.painted(mark.carets, .caret))\n" }
    }
    if let hint = error.hint { text += channel.painted(escapingControls(hint), .hint) + "\n" }
    return text
}

/// Returns what a program reads when a line failed: one JSON document, with a final newline.
///
/// In a batch the key `place` names file, line and column.
func errorJSON(_ failure: Failure, at place: Place?) -> String {
    let error = failure.error
    let span = error.span.map { "[\($0.lowerBound),\($0.upperBound)]" } ?? "null"
    var members = [
        "\"code\":\(quoted(error.code.rawValue))", "\"message\":\(quoted(error.message))",
        "\"line\":\(quoted(failure.line))", "\"span\":\(span)",
        "\"hint\":\(error.hint.map(quoted) ?? "null")",
    ]
    if let name = place?.name(of: error.span?.lowerBound ?? 0, in: failure.line) {
        members.append("\"place\":\(quoted(name))")
    }
    return "{\"error\":{\(members.joined(separator: ","))}}\n"
}

/// Returns a text as a JSON string.
private func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": result += "\\\""
        case "\\": result += "\\\\"
        case "\n": result += "\\n"
        case _ where scalar.value < 0x20 || scalar.value == 0x7F:
            let digits = String(scalar.value, radix: 16)
            result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result + "\""
}
