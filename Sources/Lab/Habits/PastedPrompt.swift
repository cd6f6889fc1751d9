// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

/// Returns the prompt of a shell, of Python or of a notebook with which a line begins: `$ `, `>>> `,
/// `In [3]: `; nil where there is none.
///
/// The program's own name after a shell's prompt belongs to it, and so do the blanks before.
package func foreignPrompt(of line: Substring) -> Substring? {
    let body = line.drop { $0 == " " }
    for sign in ["$ flipside ", "% flipside ", "$ ", "% ", "❯ ", ">>> "] where body.hasPrefix(sign)
    {
        let rest = body.dropFirst(sign.count)
        // `$ flipside -c weights` is for a shell.
        if sign.count > 4, rest.hasPrefix("-") { return nil }
        return line[..<rest.startIndex]
    }
    guard body.hasPrefix("In ["), let close = body.firstRange(of: "]: ") else { return nil }
    let number = body[..<close.lowerBound].dropFirst(4)
    return number.allSatisfy { $0.isNumber || $0 == " " } ? line[..<close.upperBound] : nil
}

extension ForeignLine {
    /// `>>> weights`, and `flipside weights`.
    static let pastedPrompt = ForeignLine { line in
        let own = ["flipside> ", "flipside "].first { line.hasPrefix($0) }
        let prompt = own.map { line.prefix($0.count) } ?? foreignPrompt(of: line[...])
        guard let prompt else { return nil }
        let rest = String(line.dropFirst(prompt.count).drop { $0 == " " })
        guard parser.command(named: String(rest.prefix { !" (=".contains($0) })) != nil else {
            return nil
        }
        let length = prompt.unicodeScalars.count
        return CommandError(
            .syntax, "what stands before the command is no part of it", span: 0..<length,
            hint: "type \(shownText(rest))")
    }
}
