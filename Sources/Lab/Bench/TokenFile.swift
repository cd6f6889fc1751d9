// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import TokenLogs

extension Session {
    /// Adds the tokens of a CSV file with the columns token, old, new, adv and entropy.
    ///
    /// The columns are found by name, in any order; token and old must be there. Any row that is
    /// wrong refuses the file, naming its line.
    mutating func addTokens(fromFile file: Argument) throws(CommandError) {
        let bytes = try InputFile.bytes(of: file.text, span: file.span)
        let lines = String(decoding: bytes, as: UTF8.self)
            .split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        guard let head = lines.first else { throw refusal(file, 1, "the file is empty") }
        let columns = head.split(separator: ",", omittingEmptySubsequences: false)
            .map { canonicalName(trimmed($0)) }
        guard columns.contains("token"), columns.contains("old") else {
            throw refusal(file, 1, "the first line must name the columns token and old")
        }
        for (index, line) in lines.enumerated().dropFirst() where !trimmed(line).isEmpty {
            let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(trimmed)
            guard cells.count == columns.count else {
                throw refusal(
                    file, index + 1, "\(cells.count) values for \(columns.count) columns")
            }
            let row = Dictionary(zip(columns, cells), uniquingKeysWith: { first, _ in first })
            workbench.bench.put(try token(of: row, file, line: index + 1))
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
        func probability(_ column: String) throws(CommandError) -> Probability? {
            guard let probability = try number(column) else { return nil }
            guard probability > 0, probability <= 1 else {
                throw refusal(
                    file, line,
                    "\(column) is \(NumberText.shortest(probability)), and a "
                        + "probability is in (0, 1]", code: .domain)
            }
            return Probability(value: probability)
        }
        guard let name = row["token"], !name.isEmpty, let old = try probability("old") else {
            throw refusal(file, line, "token and old must be given")
        }
        return BenchToken(
            name: name, old: old, new: try probability("new") ?? old,
            advantage: try number("adv") ?? 1, entropy: try number("entropy"))
    }

    private func refusal(
        _ file: Argument, _ line: Int, _ problem: String, code: CommandError.Code = .failed
    ) -> CommandError {
        CommandError(
            code, "\(shownText(file.text)):\(line): \(problem)", span: file.span,
            hint: "the columns are token,old,new,adv,entropy; the last three may be left out")
    }
}

/// Returns text without blanks and double quotes at its ends.
private func trimmed(_ text: Substring) -> String {
    let drop: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\"" || $0 == "\u{FEFF}" }
    let front = text.drop(while: drop)
    guard let last = front.lastIndex(where: { !drop($0) }) else { return "" }
    return String(front[...last])
}
