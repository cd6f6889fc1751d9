// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Results
package import TokenLogs

/// A log that was loaded: where it is, how its columns are read, and what was found.
///
/// The tokens stay in the file, which may be larger than memory; each command reads it anew.
package struct LoadedLog: Sendable, Equatable {
    /// Where the file is.
    package let path: String
    /// Which of the file's columns were named by hand, by our names.
    package let overrides: [String: String]
    /// What was found at loading.
    package let report: LogReport

    package init(path: String, overrides: [String: String], report: LogReport) {
        (self.path, self.overrides, self.report) = (path, overrides, report)
    }

    /// The command that loads it again.
    package var command: String { command(reading: path) }

    /// The same in a figure's recipe, which does not tell the folder.
    package var recipeCommand: String { command(reading: fileName(path)) }

    private func command(reading path: String) -> String {
        let named = overrides.sorted { $0.key < $1.key }.map { " \($0)=\(quoted($1))" }
        return "load \(quoted(path))" + named.joined()
    }
}

extension Workspace {
    /// Reads a log from its beginning and hands over each response.
    package func read(
        _ path: String, _ overrides: [String: String], span: Range<Int>? = nil,
        onResponse: ([LoggedToken]) throws(LogError) -> Void
    ) throws(CommandError) -> LogReport {
        do {
            return try readLog(
                path: path, columns: overrides, isCancelled: environment.isCancelled,
                onResponse: onResponse)
        } catch {
            let code: CommandError.Code =
                switch error.kind {
                case .file, .format: .file
                case .interrupted: .interrupted
                }
            let place = error.line.map { ", line \($0)" } ?? ""
            throw CommandError(code, error.message + place, span: span, hint: error.hint)
        }
    }

    /// Returns the log that a command is about: the last one loaded.
    package func lastLog() throws(CommandError) -> LoadedLog {
        guard let log = workbench.logs.last else {
            throw CommandError(
                .missing, "no log has been loaded yet", hint: "load FILE reads one")
        }
        return log
    }
}
