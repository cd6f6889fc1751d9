// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Testing

package import Lab

/// Returns the line that an error says to type: after `type` or `write`, or with the word put in that
/// was most likely meant; nil where it names none.
package func advised(by error: CommandError, on line: String) -> String? {
    guard let hint = error.hint else { return nil }
    if let said = hint.firstRange(of: "type ") ?? hint.firstRange(of: "write ") {
        return String(hint[said.upperBound...])
    }
    guard let span = error.span, hint.hasPrefix("did you mean "), hint.hasSuffix("?") else {
        return nil
    }
    let scalars = Array(line.unicodeScalars)
    let text: (ArraySlice<Unicode.Scalar>) -> String = { String(String.UnicodeScalarView($0)) }
    return text(scalars[..<span.lowerBound]) + hint.dropFirst(13).dropLast()
        + text(scalars[span.upperBound...])
}

/// Expects that the line works which is advised after one that fails, where one is.
///
/// - Returns: The line; nil where none is advised.
@discardableResult
package func expectAdviceWorks(after line: String, in session: Session) throws -> String? {
    let scratch = try ScratchFolder()
    var session = session
    guard let error = session.failure(of: line), var advised = advised(by: error, on: line) else {
        return nil
    }
    // What is drawn or written goes into a folder of its own.
    if let out = advised.firstRange(of: "out=") {
        let name = advised[out.upperBound...].prefix { $0 != " " }
        advised =
            advised[..<out.upperBound] + scratch.word("\(name)")
            + advised[out.upperBound...].dropFirst(name.count)
    }
    let failure = session.failure(of: advised)
    #expect(failure == nil, "\(line) → \(error.hint ?? ""): \(failure?.message ?? "")")
    return advised
}
