// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Commands
import Figures
import Plots
import Results
import TokenLogs
import WorkbenchModel

extension Session {
    /// Returns the report on the last log and on the curves, as far as there are any.
    ///
    /// Each section is what the lines of its question say, run on a bench of their own, so that a report
    /// never says anything else than they do.
    ///
    /// - Parameters:
    ///   - line: The line that asks for it.
    ///   - arguments: Its methods and their parameters.
    /// - Returns: The report.
    /// - Throws: Where there is neither, and where somebody stops it.
    func report(_ line: String, _ arguments: Arguments) throws(CommandError) -> Report {
        var scratch = self
        scratch.workspace.prefersJSON = false
        scratch.workspace.preferences.format = .table
        scratch.workspace.environment.answers = false
        let log = workbench.logs.last
        guard log != nil || workbench.curves != nil else {
            throw CommandError(
                .missing, "no log and no curves have been loaded yet",
                hint: "load FILE reads a log, curves FILE training curves")
        }
        var report = Report(log: log, curves: workbench.curves, lines: remaking(line, log))
        let asked = (log == nil ? [] : ReportQuestion.all) + curveQuestions
        if let log { try scratch.workspace.keepAnswers(of: log, arguments) }
        for (place, question) in asked.enumerated() {
            environment.emit(
                .progress(Progress(done: place, total: asked.count, text: question.name)))
            try scratch.answer(question, arguments, &report)
        }
        report.add(log?.report.remarks ?? [], from: "reading")
        return report
    }

    /// Runs the lines of a question and adds what they say.
    private mutating func answer(
        _ question: ReportQuestion, _ arguments: Arguments, _ report: inout Report
    ) throws(CommandError) {
        var section = Report.Section(name: question.name, heading: question.heading)
        for line in question.lines {
            let line = line + arguments.given(for: line)
            let heard: [LessonPage.Heard]
            do {
                heard = try hear(line)
            } catch {
                guard error.code != .interrupted else { throw error }
                // A step by step figure of what the log does not hold is no finding.
                if !question.isOfSteps { section.parts.append(Report.Part(line, error)) }
                continue
            }
            if question.isOfSteps, !heard.contains(where: \.isOfSeveralSteps) { continue }
            section.parts += heard.compactMap { $0.part(of: line) }
            let notes = heard.compactMap { if case .note(let note) = $0 { note } else { nil } }
            report.add(notes, from: question.name)
        }
        if !section.parts.isEmpty { report.sections.append(section) }
    }

    /// The question about training curves; none where there are no curves.
    private var curveQuestions: [ReportQuestion] {
        guard let curves = workbench.curves else { return [] }
        // A list of metrics is cut at its commas.
        let metrics = MainMetrics.order(curves.metrics).filter { !$0.contains(",") }
        return [
            ReportQuestion(
                name: "curves", heading: "How did the training curves go?",
                lines: metrics.prefix(6).map { "plot curves metric=\(quoted($0))" })
        ]
    }

    /// Returns the lines that make the report again from an empty bench.
    private func remaking(_ line: String, _ log: LoadedLog?) -> [String] {
        let bench = workbench.bench
        let chosen = bench.methodNames
        return bench.ruleScript.map(\.text)
            + (chosen == Bench.usualMethods ? [] : ["use \(chosen.joined(separator: ","))"])
            + [log?.command, workbench.curves?.command].compactMap(\.self) + [line]
    }
}

extension Report.Part {
    /// Says why a line came to nothing.
    fileprivate init(_ line: String, _ error: CommandError) {
        let reason = [error.message, error.hint].compactMap(\.self).joined(separator: " · ")
        self.init(title: line, content: .missing(reason))
    }
}

extension Arguments {
    /// Returns what was given that another line takes as well: methods and their parameters.
    fileprivate func given(for line: String) -> String {
        let verb = line.prefix { $0 != " " }
        let taken = commandDescriptions.first { $0.name == verb }?.parameters.map(\.name) ?? []
        let isDrawing = verb == "plot" && !line.hasPrefix("plot mass")
        return given.filter { argument in
            taken.contains(argument.name) && argument.name != Keys.out.name
                && argument.name != Keys.force.name
                && !(isDrawing && argument.name == Keys.methods.name)
        }.map { " \($0.name)=\(quoted($0.text))" }.joined()
    }
}

extension LessonPage.Heard {
    /// Whether it is a figure of a line with more than one point.
    fileprivate var isOfSeveralSteps: Bool {
        guard case .figure(let shown) = self, let figure = shown.figure else { return false }
        return figure.panels.flatMap(\.marks).contains { mark in
            if case .line(let line) = mark { line.pieces.contains { $0.count > 1 } } else { false }
        }
    }

    /// Returns the part of a page that it is; nil for a remark.
    fileprivate func part(of line: String) -> Report.Part? {
        switch self {
        case .output(let output):
            output.page.map { Report.Part(title: line, content: .table($0())) }
        case .figure(let shown):
            Report.Part(
                title: line,
                content: .figure(
                    ReportFigure(description: shown.description, svg: shown.inlineSVG)))
        case .note: nil
        }
    }
}

extension ShownFigure {
    /// The figure as an element of a page: without what only a file of its own has; nil where it cannot
    /// be drawn.
    fileprivate var inlineSVG: String? {
        guard let svg, let bytes = try? svg() else { return nil }
        var text = String(decoding: bytes, as: UTF8.self)
        if let start = text.firstRange(of: "<svg") { text = String(text[start.lowerBound...]) }
        if let start = text.firstRange(of: "<metadata"),
            let end = text.firstRange(of: "</metadata>\n")
        {
            text.removeSubrange(start.lowerBound..<end.upperBound)
        }
        return text.replacing(" xml:space=\"preserve\"", with: "", maxReplacements: 1)
    }
}
