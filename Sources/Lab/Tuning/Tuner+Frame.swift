// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Commands
import Expressions
import Figures
import Plots
import Results
import TokenWeights
import WorkbenchModel

extension Tuner {
    /// Returns what the screen shows.
    ///
    /// - Parameters:
    ///   - columns: The width of the screen, which no line reaches.
    ///   - rows: The most lines.
    ///   - sketch: Draws the curves.
    /// - Returns: The numbers, the methods' weights and gradients, how they come about, and where the
    ///   token stands on the curves; what has no room is left out from below. Last, the keys.
    func frame(
        columns: Int, rows: Int, sketch: Sketch
    ) -> [String] {
        let weighable = Bench.weighable(tuned)[place]
        var lines = [" tune " + shown(quoted(token.name))]
        lines += Field.allCases.map(row)
        lines += table(weighable, columns: columns - 1)
        lines += explanation(
            token, weighable, methods, methods.map { $0.weigh(weighable) },
            digits: digits, columns: columns - 1, isASCII: isASCII
        ).dropLast().flatMap { fittedRows($0, columns: columns - 1, indent: 3) }
        // A line that is too long would take two rows.
        lines = lines.prefix(max(0, rows - 1)).map { cut($0, to: columns - 1) }
        let room = rows - 1 - lines.count
        let curves = room > 0 ? sketch(figure(weighable), room) : []
        if curves.count <= room { lines += curves }
        let foot = complaint.map { " \($0)" } ?? keys(columns: columns - 1)
        return lines + [cut(foot, to: columns - 1)].prefix(rows)
    }

    /// The tokens of the bench with this one as it is now.
    private var tuned: [BenchToken] {
        var tokens = tokens
        tokens[place] = token
        return tokens
    }

    /// Returns what the keys do, in as many words as fit.
    private func keys(columns: Int) -> String {
        let forms =
            isASCII
            ? [
                " up/down choose, left/right fine, [ ] coarse, 0-9 type, Enter keep, Esc back",
                " arrows, [ ], 0-9; Enter keep, Esc back",
            ]
            : [
                " ↑↓ choose  ←→ fine  [ ] coarse  0-9 type  Enter keeps  Esc gives back",
                " ↑↓  ←→  [ ]  0-9  Enter keeps  Esc not",
            ]
        return forms.first { textWidth($0) <= columns } ?? forms[forms.count - 1]
    }

    private func row(_ field: Field) -> String {
        let before = tokens[place]
        let (name, sign, now, was) =
            switch field {
            case .old: ("old", "π_old", token.old.text, before.old.text)
            case .new: ("new", "π", token.new.text, before.new.text)
            case .advantage:
                (
                    "adv", "A", NumberText.signed(token.advantage),
                    NumberText.signed(before.advantage)
                )
            }
        let isChosen = field == self.field
        let value = isChosen && !typed.isEmpty ? typed + "_" : now
        let change = now == was ? "" : "  was \(was)"
        return " \(isChosen ? ">" : " ") \(name)  \(padded(shown(sign), to: 6)) "
            + padded(value, to: 12) + change
    }

    private func table(_ token: Token, columns: Int) -> [String] {
        var table = Table(columns: [
            Table.Column("method"), Table.Column("weight", "w"), Table.Column("gradient", "|∇z|"),
        ])
        table.rows = methods.map { method in
            [
                .text(method.rule.title), .number(method.effectiveWeight(token)),
                .number(method.gradientSize(token)),
            ]
        }
        let text = TableFormat.table.text(
            of: isASCII ? table.inASCII : table, digits: digits, columns: columns)
        return text.split(separator: "\n").map(String.init)
    }

    /// Returns the weights against the ratio, with a dot for each method where the token stands.
    private func figure(_ token: Token) -> Figure {
        // A curve is of tokens without an entropy.
        let methods = methods.filter { $0.rule.entropyUse != .value }
        let ratio = token.importanceRatio
        let range = min(0.2, ratio / 1.5)...max(5, ratio * 1.5)
        var panel = weightPanel(
            methods, TokenMarks(Bench(), wanted: false),
            advantage: token.advantage == 0 ? 1 : token.advantage,
            oldLogProbability: self.token.old.logarithm, range: range)
        panel.title = ""
        // In ASCII, dots of a curve look like the curve.
        if isASCII { panel.marks.append(.rule(Mark.Rule(at: ratio, isHorizontal: false))) }
        let styles = MethodStyles.styles(of: methods.map(\.rule.name))
        panel.marks += zip(methods, styles).map { method, style in
            let dot = Point(ratio, method.effectiveWeight(token))
            return .points(Mark.Points(name: "", style: style, points: [dot]))
        }
        return Figure(title: "", panels: [panel])
    }

    private func shown(_ text: String) -> String { isASCII ? inASCII(text) : text }

    /// Returns as much of a line as fits.
    private func cut(_ line: String, to columns: Int) -> String {
        guard textWidth(line) > columns else { return line }
        var room = max(0, columns)
        let kept = line.unicodeScalars.prefix { scalar in
            room -= textWidth(String(scalar))
            return room >= 0
        }
        return String(kept)
    }
}
