// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Results
import TokenLogs
import WorkbenchModel

/// The keys by which commands about logs tell parts apart and list the first of something.
enum LogKeys {
    /// `by=`: a row for each part.
    static let by = Key(
        "by", "A row for each part of the log instead of all of it.",
        .choice(LogGrouping.allCases) { Choice($0.rawValue, $0.summary) })
}

extension Workspace {
    /// Throws where a log does not name the parts that are asked for, and says how positions and parts
    /// are counted.
    func checkParts(
        _ grouping: LogGrouping, _ log: LoadedLog, _ span: Range<Int>?
    ) throws(CommandError) {
        if let column = grouping.needs, !log.has(column) {
            // A mask tells of turns by what it leaves out between them.
            if grouping == .turn, log.has("mask") { return }
            throw CommandError(
                .missing,
                "the log has no \(grouping == .turn ? "turn and no mask" : column), so that all of it is one part",
                span: span,
                hint: "name the column: \(shownText(log.plainCommand)) \(column)=NAME")
        }
        if grouping == .position, !log.has("position") {
            remark("the log has no positions: they are counted among the tokens of each response")
        }
    }

    /// Says where there were too many parts to be told apart.
    func remarkOnFolding(_ isFolded: Bool, most: Int) {
        guard isFolded else { return }
        remark("there are more than \(most) parts: the later ones are one row, others")
    }
}

/// Returns the columns that name a part.
func partColumns(_ grouping: LogGrouping) -> [Table.Column] {
    grouping.columns.map { Table.Column($0, shortNames[$0], .plain, importance: 3) }
}

/// What people see above the columns of longer names.
private let shortNames = [
    "position_last": "to", "prompt_id": "prompt", "response_id": "response",
    "minibatch": "minibatch",
]

/// Returns the cells that name a part; `others` for what was put together.
func partCells(_ key: LogKey?, _ grouping: LogGrouping) -> [Table.Cell] {
    guard let key else {
        return [.text("others")] + grouping.columns.dropFirst().map { _ in Table.Cell.none }
    }
    return key.parts.map(Table.Cell.init)
}

extension Table.Cell {
    /// Wraps what names a part; nothing where the log does not say.
    init(_ identifier: LogIdentifier?) {
        switch identifier {
        case .number(let number): self = .integer(number)
        case .text(let text): self = .text(text)
        case nil: self = .none
        }
    }

    /// Wraps a statistic.
    init(_ value: LogValue) {
        switch value {
        case .count(let count): self = .integer(count)
        case .real(let number): self = .number(number)
        case .counts(let counts): self = .nested(.array(counts.map(JSON.integer)))
        case .reals(let numbers): self = .nested(.array(numbers.map(JSON.number)))
        case .absent: self = .none
        }
    }
}
