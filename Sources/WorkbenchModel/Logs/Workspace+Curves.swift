// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import TextFiles
import TokenLogs

extension Workspace {
    /// Reads files of training curves.
    ///
    /// A file of a folder that holds none is left out, and said; one that was named is an error. Where
    /// somebody asks to stop, what was read counts.
    ///
    /// - Parameter words: What was typed: files, folders and patterns.
    /// - Returns: The curves, and what to say of how the files were found and read.
    /// - Throws: Where none is found or can be read, or nothing was read when somebody asked to stop.
    package func loadCurves(
        _ words: [Argument]
    ) throws(CommandError) -> (curves: LoadedCurves, remarks: [String]) {
        let found = try LogPaths.find(words, .curves, isCancelled: environment.isCancelled)
        var files: [LogFile] = []
        for place in found.files { files.append(try logFile(place)) }
        files = toldNames?.naming(files) ?? files
        var loading = CurveLoading(ReadingProgress(files, environment))
        for (place, file) in zip(found.files, files) where loading.stop == nil {
            try loading.take(file, place)
        }
        guard !loading.curves.isEmpty else { throw loading.refusal ?? .interrupted }
        let runs = CurveFile.joiningParts(of: loading.curves)
        let loaded = LoadedCurves(
            words: toldNames?.words ?? words.map(\.text), files: runs.files,
            sources: loading.sources,
            stop: loading.stop)
        return (loaded, found.remarks + loading.remarks + runs.remarks)
    }
}

/// The files of curves while they are read.
private struct CurveLoading {
    private var progress: ReadingProgress
    private(set) var curves: [CurveFile] = []
    private(set) var sources: [LogFile] = []
    private(set) var remarks: [String] = []

    /// Why the first file that could not be read was not.
    private(set) var refusal: CommandError?

    /// How far the files were read, in words, where somebody stopped it; else nil.
    private(set) var stop: String?

    init(_ progress: ReadingProgress) { self.progress = progress }

    /// Reads a file.
    mutating func take(_ file: LogFile, _ place: LogPaths.Found) throws(CommandError) {
        let watch = progress.watch(file, keepsPart: true)
        var isStopped = false
        do throws(LogError) {
            curves.append(try read(file, watch))
            sources.append(file)
        } catch {
            let hint = error.hint?.replacing("FILE", with: shownText(quoted(file.called)))
            let failure = CommandError(
                LogError(kind: error.kind, message: error.message, line: error.line, hint: hint),
                span: place.span)
            // Of a file that was stopped before its first number nobody knows what it is.
            isStopped =
                watch.earlyEnd == .stopped && error.kind == .format
                || error.kind == .interrupted && !curves.isEmpty
            guard isStopped || !place.isNamed && error.kind == .format else { throw failure }
            if !isStopped {
                remarks.append("not read: \(error.message)")
                refusal = refusal ?? failure
            }
        }
        progress.finish(watch)
        if isStopped || watch.earlyEnd == .stopped { stop = progress.place }
    }

    private func read(_ file: LogFile, _ watch: ReadWatch) throws(LogError) -> CurveFile {
        let opened: OpenFile
        do throws(FileError) {
            opened = try file.open(isFirst: true, watch)
        } catch {
            throw LogError(error, path: file.name)
        }
        // What is watched ends where somebody asks for it; nobody else needs to know.
        return try readCurves(opened, path: file.called)
    }
}
