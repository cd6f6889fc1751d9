// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Expressions
import Results
import TextFiles

extension Workspace {
    /// The most tokens of one file; longer ones are logs, which stay in their files.
    private static let mostTokens = 1_000_000

    /// Adds the tokens of a CSV file with the columns token, old, new, adv, entropy, engine, ref and
    /// response, or with logp_old, logp, advantage, logp_engine and logp_ref, as logs call them.
    ///
    /// The columns are found by name, in any order; token and old must be there. Any row that is
    /// wrong, or a name that comes twice, refuses the file, naming its line.
    package mutating func addTokens(fromFile file: Argument) throws(CommandError) {
        var lines = LineReader(try InputFile.bytes(of: file.text, span: file.span))
        let header = lines.advance() ? Fields(lines.line) : nil
        let columns = header?.texts.map(columnName) ?? []
        guard header?.areClosed == true, columns.contains("token"),
            columns.contains("old") || columns.contains("logp_old")
        else {
            throw refusal(file, 1, "the first line must name the columns token and old")
        }
        let places = TokenColumns(columns)
        var tokens: [BenchToken] = []
        var names: Set<String> = []
        while lines.advance() {
            guard trimmed(lines.line) != nil else { continue }
            let (fields, number) = (Fields(lines.line), lines.lineNumber)
            let counts = (fields.texts.count, columns.count)
            guard fields.areClosed, counts.0 == counts.1 else {
                throw refusal(
                    file, number,
                    fields.areClosed
                        ? "\(counted(counts.0, "value")) for \(counted(counts.1, "column"))"
                        : "a quote is never closed")
            }
            let token = try token(of: fields.texts, places, file, line: number)
            guard names.insert(token.name).inserted else {
                throw refusal(file, number, "the token \(shownText(token.name)) comes twice")
            }
            guard tokens.count < Self.mostTokens else {
                throw refusal(file, number, "a file may have \(Self.mostTokens) tokens")
            }
            tokens.append(token)
        }
        for token in tokens { workbench.bench.tokens.put(token) }
    }

    private func token(
        of fields: [String], _ columns: TokenColumns, _ file: Argument, line: Int
    ) throws(CommandError) -> BenchToken {
        let row = TokenRow(fields: fields, file: file, line: line)
        guard let name = row.field(columns.token), let old = try row.probability(columns.old) else {
            throw refusal(file, line, "token and old must be given")
        }
        let entropy = try row.number(columns.entropy)
        guard entropy ?? 0 >= 0 else {
            throw refusal(file, line, "entropy must be at least 0", code: .domain)
        }
        var token = BenchToken(
            name: BenchToken.name(for: name), old: old,
            new: try row.probability(columns.new) ?? old,
            advantage: try row.number(columns.adv) ?? 1, entropy: entropy)
        if let engine = try row.probability(columns.engine) { token.engine = engine }
        if let reference = try row.probability(columns.ref) { token.reference = reference }
        if let response = row.field(columns.response) {
            token.response = BenchToken.name(for: response)
        }
        return token
    }

}

/// Where the columns of a file of tokens stand; looked up once, for each row reads them all.
private struct TokenColumns {
    let token, adv, entropy, response: TokenColumn
    let old, new, engine, ref: (number: TokenColumn, logarithm: TokenColumn)

    init(_ names: [String]) {
        func column(_ name: String) -> TokenColumn {
            TokenColumn(name: name, place: names.firstIndex(of: name))
        }
        (token, adv, entropy) = (column("token"), column("adv"), column("entropy"))
        response = column("response")
        old = (column("old"), column("logp_old"))
        new = (column("new"), column("logp"))
        engine = (column("engine"), column("logp_engine"))
        ref = (column("ref"), column("logp_ref"))
    }
}

/// A column of a file of tokens; its place is nil where the file has none.
private struct TokenColumn {
    let name: String
    let place: Int?
}

/// One row of a file of tokens.
private struct TokenRow {
    let fields: [String]
    let file: Argument
    let line: Int

    /// Returns the error that says what is wrong with the row.
    private func refusal(_ problem: String, _ code: CommandError.Code) -> CommandError {
        WorkbenchModel.refusal(file, line, problem, code: code)
    }

    /// Returns what stands in a column, or nil where there is none or it is empty.
    func field(_ column: TokenColumn) -> String? {
        guard let place = column.place, !fields[place].isEmpty else { return nil }
        return fields[place]
    }

    func number(_ column: TokenColumn) throws(CommandError) -> Double? {
        guard let text = field(column) else { return nil }
        guard let number = NumberText.parse(text), number.isFinite else {
            throw refusal("\(column.name) is no number: \(shownText(text))", .failed)
        }
        return number
    }

    /// Returns a probability from the column of its logarithm, else from its own.
    func probability(
        _ columns: (number: TokenColumn, logarithm: TokenColumn)
    ) throws(CommandError) -> Probability? {
        if let value = try number(columns.logarithm) {
            guard value <= 0 else {
                throw refusal(
                    "\(columns.logarithm.name) is \(NumberText.shortest(value)), and a "
                        + "log-probability is at most 0", .domain)
            }
            return Probability(logarithm: value)
        }
        guard let value = try number(columns.number) else { return nil }
        guard value > 0, value <= 1 else {
            throw refusal(
                "\(columns.number.name) is \(NumberText.shortest(value)), and a probability is in "
                    + "(0, 1]", .domain)
        }
        return Probability(value: value)
    }
}

/// Returns the key that a column's name means: `old` for `π_old`, `entropy` for `H`.
private func columnName(_ name: String) -> String {
    let field = fieldName(name)
    return ["H": "entropy", "advantage": "adv"][field] ?? field
}

/// Returns the error of a line of a file of tokens.
private func refusal(
    _ file: Argument, _ line: Int, _ problem: String, code: CommandError.Code = .failed
) -> CommandError {
    CommandError(
        code, "\(shownText(file.text)):\(line): \(problem)", span: file.span,
        hint:
            "the columns are token,old,new,adv,entropy,engine,ref,response; all but the first two may "
            + "be left out")
}
