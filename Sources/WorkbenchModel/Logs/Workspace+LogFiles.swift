// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Results
import TextFiles
import TokenLogs

extension Workspace {
    /// Returns a file that was found, as it can be read, and read again.
    ///
    /// - Throws: Where it is none, or no copy of what comes through a pipe can be kept.
    package func logFile(_ found: LogPaths.Found) throws(CommandError) -> LogFile {
        let isStandard = found.path == LogPaths.standardInput
        let kind = isStandard ? PathKind(descriptor: 0) : PathKind(found.path)
        let isInput = isStandard || Self.inputNames.contains(found.path)
        let isSameAsInput =
            kind.map { $0.kind != .file && $0.identity == PathKind(descriptor: 0)?.identity }
        if isInput || isSameAsInput == true, let refusal = environment.standardInput.refusal {
            throw CommandError(
                .file, refusal, span: found.span,
                hint: "write the log to a file, or in a shell: flipside load - < FILE")
        }
        switch kind?.kind {
        case .device, .socket:
            throw CommandError(
                .file,
                "\(isStandard ? "standard input" : shownText(found.path)) is a device, and no log",
                span: found.span,
                hint: "give the path of a file")
        case .pipe: return try spooled(found)
        case .file where isInput: return try spooled(found)
        case .file, .folder, nil: return LogFile(path: found.path, copy: nil)
        }
    }

    private static let inputNames = ["/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"]

    /// Returns a pipe with what keeps a copy of what comes through it.
    private func spooled(_ found: LogPaths.Found) throws(CommandError) -> LogFile {
        do {
            let copy = try SpooledFile(in: environment.variable("TMPDIR"))
            return LogFile(path: found.path, copy: copy)
        } catch {
            let name = LogFile(path: found.path, copy: nil).name
            throw CommandError(LogError(error, path: name), span: found.span)
        }
    }
}
