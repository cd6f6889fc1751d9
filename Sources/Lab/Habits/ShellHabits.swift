// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension ForeignLine {
    /// `weights > w.csv`.
    static let redirection = ForeignLine { line in
        let words = line.split(separator: " ").map(String.init)
        let writes = words.first.flatMap(parser.command(named:))?.parameters.contains {
            $0.name == "out"
        }
        guard let sign = words.firstIndex(of: ">"), sign + 2 == words.count, writes == true
        else { return nil }
        let command = words[..<sign].joined(separator: " ")
        let place = line.unicodeScalars.prefix { $0 != ">" }.count
        return CommandError(
            .syntax, "Flipside writes files with out=, not with >", span: place..<place + 1,
            hint: "type \(shownText("\(command) out=\(words[sign + 1])"))")
    }

    /// `!ls`.
    static let shellEscape = ForeignLine { line in
        guard line.hasPrefix("!") else { return nil }
        return CommandError(
            .unknownCommand, "Flipside runs no commands of the shell", span: 0..<1,
            hint: "another terminal does; for what Flipside knows, type help")
    }

    /// `weights; plot weight`.
    static let semicolon = ForeignLine { line in
        let scalars = Array(line.unicodeScalars)
        guard let place = scalars.firstIndex(of: ";"), !line.contains("\""), !line.contains("'")
        else { return nil }
        let first = String(String.UnicodeScalarView(scalars[..<place]))
            .split(separator: " ").joined(separator: " ")
        let next = String(String.UnicodeScalarView(scalars[(place + 1)...]))
            .split(separator: " ").first.map(String.init)
        // Else it is a letter like others, and something else is wrong.
        guard parser.command(named: String(first.prefix { $0 != " " })) != nil,
            next.map({ parser.command(named: $0) != nil }) ?? true
        else { return nil }
        return CommandError(
            .syntax, "a line holds one command, and ; ends none", span: place..<place + 1,
            hint: "one after the other; first type \(shownText(first))")
    }
}
