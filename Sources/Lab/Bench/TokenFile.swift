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
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let lines = (bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes[...])
            .split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let columns = cells(of: lines.first ?? []).map(canonicalName)
        guard columns.contains("token"), columns.contains("old") else {
            throw refusal(file, 1, "the first line must name the columns token and old")
        }
        var tokens: [BenchToken] = []
        for (index, line) in lines.enumerated().dropFirst() {
            let cells = cells(of: line)
            guard cells != [""] else { continue }
            guard cells.count == columns.count else {
                throw refusal(
                    file, index + 1, "\(cells.count) values for \(columns.count) columns")
            }
            tokens.append(try token(of: cells, columns, file, line: index + 1))
        }
        workbench.bench.put(contentsOf: tokens)
    }

    private func token(
        of cells: [String], _ columns: [String], _ file: Argument, line: Int
    ) throws(CommandError) -> BenchToken {
        func cell(_ column: String) -> String? {
            columns.firstIndex(of: column).map { cells[$0] }
        }
        func number(_ column: String) throws(CommandError) -> Double? {
            guard let text = cell(column), !text.isEmpty else { return nil }
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
        guard let name = cell("token"), !name.isEmpty, let old = try probability("old") else {
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

/// Returns the values of a line, without blanks and double quotes at their ends.
private func cells(of line: ArraySlice<UInt8>) -> [String] {
    line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map { cell in
        let front = cell.drop(while: isBlankOrQuote)
        let end = front.lastIndex { !isBlankOrQuote($0) }.map { $0 + 1 } ?? front.startIndex
        return String(decoding: front[..<end], as: UTF8.self)
    }
}

private func isBlankOrQuote(_ byte: UInt8) -> Bool { " \t\r\"".utf8.contains(byte) }
