// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Experiments
import Expressions
import Plots
import Results
import TokenLogs
package import WorkbenchModel

private let sources = Key(
    words: "file", "The log, simulation or policy: files, folders, patterns, - for standard input.",
    .path, required: true)

extension Command<Workspace> {
    /// `load`: a real log of tokens, or a simulation.
    package static let load = Command(
        CommandDescription(
            name: "load", group: .logs,
            summary: "Read a real training log, or a simulation or policy that export wrote.",
            details: """
                CSV, TSV or JSON lines, a row a token or arrays a response. Columns are found by \
                the words of their names, as verl, TRL, OpenRLHF, NeMo-RL, prime-rl and others \
                write them; the mapping is printed with what is not read, and logp_old=NAME and \
                the like override it. Log-probabilities are in nats. Rows that cannot be used are \
                counted with the reason. The tokens stay in their files, which may be larger \
                than memory.

                Every mask is applied: several multiply, mask=A*B names them, mask=not:A takes \
                one that is 1 outside the loss. A mask whose sense is not clear is refused until \
                it is said. NAME=none leaves a column out, logp_old=none reads one policy, r = 1. \
                An exact 0 where the other policy has p below 0.9, and −1000 and below, stand for \
                missing numbers and are left out unless keep= says otherwise.

                Several files, the files of a folder, and those that fit a pattern in quotes are one \
                log, in the order of the numbers in their names; what gzip or zstd packed is \
                unpacked as it is read. Where no column says the step, step_12/ or a file's name \
                does. What comes through - or another pipe is kept until the session ends. Ctrl-C \
                keeps what was read.

                A file that export run=NAME format=json wrote is read as a simulation, with the \
                very numbers, settings and methods: compare, plot, show, export and resume take it \
                under its new name. One that export run=NAME policy=FILE wrote is read as a policy: \
                its number is what simulate world=reach base= takes, to train on from it.
                """,
            parameters: [sources, ReadingKeys.all],
            examples: [
                Example(
                    "load assets/logs/tiny-grpo-tokens.csv", "the log that comes with Flipside"),
                Example(
                    "load assets/logs/tiny-grpo-tokens.csv logp_old=logp_old",
                    "with a column named by hand"),
                Example(
                    "load assets/logs/tiny-grpo-tokens.csv entropy=none keep=zeros",
                    "without a column, and with exact zeros"),
                Example(
                    "load 'assets/logs/tiny-*-tokens.csv'",
                    "the files that fit a pattern, as one log"
                ),
                Example(
                    "load mine.json", "a simulation of another day",
                    setup: [
                        "simulate world=bandit seeds=2 steps=4",
                        "export run=run1 format=json out=mine.json",
                    ]),
            ],
            related: ["reweigh", "token", "export"], inRecipes: .log)
    ) { workspace, arguments throws(CommandError) in
        let words = arguments.given.filter { $0.name == sources.name }
        if try workspace.loadOwn(words, arguments) { return }
        for word in words { try refuseScript(word) }
        let (log, statistics, remarks) = try workspace.log(words, arguments.readingOverrides)
        guard log.report.rowsUsed > 0 else {
            throw log.nothingUsed(words[0])
        }
        workspace.workbench.logs.append(log)
        workspace.weighedLog = statistics.basis.map {
            KeptAnswer(statistics, to: $0, of: log)
        }
        let rows = log.text.split(separator: "\n", omittingEmptySubsequences: false).flatMap {
            fittedRows(String($0), columns: workspace.environment.columns)
        }
        workspace.emit(text: rows.joined(separator: "\n"), json: log.json)
        for remark in log.report.remarks + remarks { workspace.remark(shownText(remark)) }
        if let stop = log.stop {
            workspace.remark(
                "stopped after \(stop): \(counted(log.report.rowsUsed, "token")); statistics are of "
                    + "these")
        }
    }
}

extension Workspace {
    /// Reads a simulation or a policy; returns whether there is one.
    fileprivate mutating func loadOwn(
        _ files: [Argument], _ arguments: Arguments
    ) throws(CommandError) -> Bool {
        for file in files {
            let head = InputFile.head(of: file.text, count: 4096)
            let isRun = RunFile.isOne(head)
            guard isRun || PolicyFile.isOne(head) else { continue }
            let what = isRun ? "simulation" : "policy"
            if let other = arguments.given.first(where: { $0.name != sources.name }) {
                throw CommandError(
                    .syntax, "\(other.name)= is for logs, and this is a \(what)",
                    span: other.keySpan, hint: "leave out \(other.name)=")
            }
            guard files.count == 1 else {
                throw CommandError(
                    .syntax, "\(shownText(file.text)) is a \(what), and is loaded by itself",
                    span: file.span, hint: "type load \(shownText(quoted(file.text)))")
            }
            try isRun ? loadRun(file) : loadPolicy(file)
            return true
        }
        return false
    }

    /// Finds and reads a log.
    fileprivate func log(
        _ words: [Argument], _ overrides: [String: String]
    ) throws(CommandError) -> (log: LoadedLog, statistics: LogStatistics, remarks: [String]) {
        let found = try LogPaths.find(
            words, .logs, keepsOrder: toldNames != nil, isCancelled: environment.isCancelled)
        do throws(CommandError) {
            return try loadLog(words, found, overrides, into: usualStatistics)
        } catch {
            guard let file = words.first(where: { holdsTokens($0.text) }) else {
                let name = shownText(quoted(words[0].text))
                throw CommandError(
                    error.code, error.message, span: error.span,
                    hint: error.hint?.replacing("FILE", with: name))
            }
            throw CommandError(
                error.code, "\(shownText(file.text)) holds tokens for the bench, and is no log",
                span: file.span, hint: "type token file=\(shownText(quoted(file.text)))")
        }
    }
}

/// Returns whether a file's first line names the columns that `token file=` reads.
private func holdsTokens(_ path: String) -> Bool {
    let head = String(decoding: InputFile.head(of: path, count: 4096), as: UTF8.self)
    let names = (head.split(whereSeparator: \.isNewline).first ?? "").split(separator: ",")
        .map { $0.filter { $0 != " " && $0 != "\"" } }
    return names.contains("token") && names.contains("old")
}

/// Throws where a file is what `save` wrote, or a part of a sweep, which other commands read.
private func refuseScript(_ file: Argument) throws(CommandError) {
    let head = InputFile.head(of: file.text, count: 24)
    let readers = [
        ("# flipside sweep part", "a part of a sweep", "merge"),
        ("# flipside ", "a saved session", "run"),
    ]
    guard let (_, what, command) = readers.first(where: { head.starts(with: $0.0.utf8) }) else {
        return
    }
    throw CommandError(
        .file, "\(shownText(file.text)) is \(what), and no log", span: file.span,
        hint: "type \(command) \(shownText(file.text))")
}

extension LoadedLog {
    /// What is said of a log of which no row can be used.
    fileprivate func nothingUsed(_ file: Argument) -> CommandError {
        let reason = report.dropped.first?.reason
        let isOldNull = reason == "logp_old is missing or null"
        return CommandError(
            .file,
            "no row of \(shownText(file.text)) can be used"
                + (reason.map { ": \(shownText($0))" } ?? ""),
            span: file.span,
            hint: isOldNull
                ? "load \(shownText(quoted(file.text))) logp_old=none reads it with r = 1"
                : "look at the first lines of the file")
    }
}
