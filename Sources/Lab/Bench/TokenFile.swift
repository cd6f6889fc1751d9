// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import Glibc
import TokenLogs

extension Session {
    /// Adds the tokens of a CSV file with the columns token, old, new, adv and entropy.
    ///
    /// The columns are found by name, in any order; token and old must be there. Any row that is
    /// wrong, or a name that comes twice, refuses the file, naming its line.
    mutating func addTokens(fromFile file: Argument) throws(CommandError) {
        let bytes = try InputFile.bytes(of: file.text, span: file.span)
        let lines = String(decoding: bytes, as: UTF8.self)
            .split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        guard let head = lines.first else { throw refusal(file, 1, "the file is empty") }
        let columns = (fields(of: head) ?? []).map(columnName)
        guard columns.contains("token"), columns.contains("old") else {
            throw refusal(file, 1, "the first line must name the columns token and old")
        }
        var names: Set<String> = []
        for (index, line) in lines.enumerated().dropFirst() where !line.allSatisfy(\.isWhitespace) {
            guard let cells = fields(of: line), cells.count == columns.count else {
                let count = fields(of: line)?.count
                throw refusal(
                    file, index + 1,
                    count.map { "\($0) values for \(columns.count) columns" }
                        ?? "a quote is never closed")
            }
            let row = Dictionary(zip(columns, cells), uniquingKeysWith: { first, _ in first })
            let token = try token(of: row, file, line: index + 1)
            guard names.insert(token.name).inserted else {
                throw refusal(file, index + 1, "the token \(token.name) comes twice")
            }
            workbench.bench.put(token)
        }
    }

    private func token(
        of row: [String: String], _ file: Argument, line: Int
    ) throws(CommandError) -> BenchToken {
        func number(_ column: String) throws(CommandError) -> Double? {
            guard let text = row[column], !text.isEmpty else { return nil }
            guard let number = NumberText.parse(text), number.isFinite else {
                throw refusal(file, line, "\(column) is no number: \(shownText(text))")
            }
            return number
        }
        func logarithm(_ column: String) throws(CommandError) -> Double? {
            guard let probability = try number(column) else { return nil }
            guard probability > 0, probability <= 1 else {
                throw refusal(
                    file, line,
                    "\(column) is \(NumberText.shortest(probability)), and a "
                        + "probability is in (0, 1]", code: .domain)
            }
            return log(probability)
        }
        guard let name = row["token"], !name.isEmpty, let old = try logarithm("old") else {
            throw refusal(file, line, "token and old must be given")
        }
        let entropy = try number("entropy")
        guard entropy ?? 0 >= 0 else {
            throw refusal(file, line, "entropy must be at least 0", code: .domain)
        }
        return BenchToken(
            name: BenchToken.name(for: name), oldLogProbability: old,
            logProbability: try logarithm("new") ?? old,
            advantage: try number("adv") ?? 1, entropy: entropy)
    }

    private func refusal(
        _ file: Argument, _ line: Int, _ problem: String, code: CommandError.Code = .failed
    ) -> CommandError {
        CommandError(
            code, "\(shownText(file.text)):\(line): \(problem)", span: file.span,
            hint: "the columns are token,old,new,adv,entropy; the last three may be left out")
    }
}

/// Returns the key that a column's name means: `old` for `π_old` and so on.
private func columnName(_ name: String) -> String {
    let ascii = canonicalName(name)
    return ["pi_old": "old", "pi": "new", "A_hat": "adv", "H": "entropy"][ascii] ?? ascii
}

/// Returns the fields of a line as RFC 4180 has them, or nil where a quote is never closed.
///
/// Fields without quotes lose the blanks around them.
private func fields(of line: Substring) -> [String]? {
    var fields: [String] = []
    var field = String.UnicodeScalarView()
    var (isQuoted, isOpen) = (false, false)
    func finished() -> String {
        isQuoted ? String(field) : String(trimming: field)
    }
    for scalar in line.unicodeScalars where scalar != "\u{FEFF}" {
        if scalar == "\"" {
            if isQuoted && !isOpen { field.append(scalar) }
            if !isQuoted { field = String.UnicodeScalarView() }
            isOpen.toggle()
            isQuoted = true
        } else if scalar == "," && !isOpen {
            fields.append(finished())
            (field, isQuoted) = (String.UnicodeScalarView(), false)
        } else if isOpen || !isQuoted {
            field.append(scalar)
        }
    }
    return isOpen ? nil : fields + [finished()]
}

extension String {
    /// Makes a text without the blanks at its ends.
    fileprivate init(trimming scalars: UnicodeScalarView) {
        let front = scalars.drop { $0.properties.isWhitespace }
        let back = front.reversed().drop { $0.properties.isWhitespace }.reversed()
        self = String(UnicodeScalarView(back))
    }
}
