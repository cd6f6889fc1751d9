// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// What a reader of curves should know beside their numbers.
struct CurveNotes {
    private var isCounted = false
    private var clock: String?
    private var filled = 0
    private var hasSummary = false
    private var unreadable = 0
    private var commas = 0
    private var doubled: [String] = []
    private var notRead: [String] = []
    private var notNumbers: [(name: String, count: Int)] = []
    private var resumed = 0
    private var resumedAt: Double?
    private var repeated = 0
    /// Numbers that have no step.
    var withoutStep = 0

    /// Notes what the reading of a file came to.
    mutating func take(_ table: CurveTable, _ choice: StepChoice, hasSummary: Bool) {
        isCounted = choice.steps.isEmpty && table.rowCount > 0
        if choice.axis == .time || choice.axis == .epoch { clock = choice.name }
        filled = choice.filled
        self.hasSummary = hasSummary
        unreadable = table.unreadable
        commas = table.commas
        doubled = table.doubled.sorted()
        for column in table.columns where column.notNumbers > 0 {
            if column.values.isEmpty {
                if column.role == .metric { notRead.append(column.name) }
            } else {
                notNumbers.append((column.name, column.notNumbers))
            }
        }
    }

    /// Notes what it took to order the steps of a curve.
    mutating func take(_ order: StepOrder) {
        resumed += order.resumed
        repeated += order.repeated
        resumedAt = resumedAt ?? order.resumedAt
    }

    /// Notes metrics that have no finite number.
    mutating func leaveOut(_ metrics: Set<String>) { notRead += metrics.sorted() }

    /// One sentence each, without a full stop; safe to print.
    var sentences: [String] {
        var sentences: [String] = []
        if let clock {
            sentences.append("no column is the step: numbers stand over \(printable(clock))")
        } else if isCounted {
            sentences.append("no column is the step: rows are counted")
        }
        if filled > 0 {
            sentences.append(
                "\(counted(filled, "record")) without a step \(filled == 1 ? "stands" : "stand") at the "
                    + "step before")
        }
        if withoutStep > 0 {
            sentences.append(
                "\(counted(withoutStep, "number")) without a step \(withoutStep == 1 ? "is" : "are") left out"
            )
        }
        if unreadable > 0 { sentences.append("\(counted(unreadable, "line")) could not be read") }
        if commas > 0 {
            sentences.append(
                "\(counted(commas, "number")) with a comma in it not read: numbers are written with a dot"
            )
        }
        return sentences + replacements + omissions
    }

    /// What became of numbers that stood at the same step.
    private var replacements: [String] {
        var sentences: [String] = []
        if resumed > 0 {
            let step = resumedAt.map { $0.whole.map { "\($0)" } ?? "\($0)" } ?? ""
            sentences.append(
                "\(counted(resumed, "number")) \(resumed == 1 ? "was" : "were") replaced by later ones "
                    + "of the same step or an earlier one, as where training was resumed at step "
                    + "\(step); two runs in one file need a column run or seed")
        }
        if repeated > 0 {
            sentences.append(
                "\(counted(repeated, "number")) came again at the same step: the later one is taken"
            )
        }
        if !doubled.isEmpty {
            sentences.append("twice in one record: \(Self.list(doubled)); the later one is taken")
        }
        return sentences
    }

    /// What is no point of a curve.
    private var omissions: [String] {
        var sentences: [String] = []
        if hasSummary {
            sentences.append(
                "the summary at the training's end (train_runtime) is no point of a curve")
        }
        if !notRead.isEmpty {
            sentences.append("not read, for want of numbers: \(Self.list(notRead))")
        }
        if !notNumbers.isEmpty {
            let all = notNumbers.reduce(0) { $0 + $1.count }
            sentences.append(
                "\(counted(all, "value")) \(all == 1 ? "is no number" : "are no numbers") and left out: "
                    + Self.list(notNumbers.map(\.name)))
        }
        return sentences
    }

    private static func list(_ names: [String]) -> String {
        names.prefix(8).map(printable).joined(separator: ", ") + (names.count > 8 ? ", …" : "")
    }

    /// Returns the error of a file without a curve.
    func noCurve(_ path: String) -> LogError {
        LogError(
            kind: .format, message: "\(visible(path)) holds no training curve",
            hint: commas > 0
                ? "write its numbers with a dot: 0.5, not 0,5"
                : "a file of curves has an object with numbers on each line, or a CSV column "
                    + "a metric; read logs of tokens with load")
    }

    /// Returns the error of a log of tokens.
    static func ofTokens(_ path: String) -> LogError {
        LogError(
            kind: .format,
            message: "\(visible(path)) is a log of tokens, and holds no metrics by step",
            hint: "load FILE reads it")
    }

    /// Returns the error of a file with too many curves.
    static func tooMany(_ path: String) -> LogError {
        LogError(
            kind: .format,
            message: "\(visible(path)) has more than \(CurveTable.mostCurves) curves",
            hint: "cut it to the metrics that you want to see")
    }
}
