// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import TextFiles
import TokenLogs

extension Workspace {
    /// Reads files of training curves.
    ///
    /// A file of a folder that holds none is left out, and said; one that was named is an error.
    ///
    /// - Parameter words: What was typed: files, folders and patterns.
    /// - Returns: The curves, and what to say of how the files were found and read.
    /// - Throws: Where none is found or can be read, or somebody asks to stop.
    package func loadCurves(
        _ words: [Argument]
    ) throws(CommandError) -> (curves: LoadedCurves, remarks: [String]) {
        let found = try LogPaths.find(words, .curves, isCancelled: environment.isCancelled)
        var remarks = found.remarks
        var files: [LogFile] = []
        for place in found.files { files.append(try logFile(place)) }
        var progress = ReadingProgress(files, environment)
        var (curves, sources): ([CurveFile], [LogFile]) = ([], [])
        var refusal: CommandError?
        for (place, file) in zip(found.files, files) {
            do throws(LogError) {
                curves.append(try curveFile(file, &progress))
                sources.append(file)
            } catch {
                let failure = CommandError(error, span: place.span)
                guard !place.isNamed, error.kind == .format else { throw failure }
                remarks.append("not read: \(error.message)")
                refusal = refusal ?? failure
            }
        }
        if curves.isEmpty, let refusal { throw refusal }
        let loaded = LoadedCurves(words: words.map(\.text), files: curves, sources: sources)
        return (loaded, remarks)
    }

    private func curveFile(
        _ file: LogFile, _ progress: inout ReadingProgress
    ) throws(LogError) -> CurveFile {
        let watch = progress.watch(file, keepsPart: false)
        defer { progress.finish(watch) }
        let opened: OpenFile
        do throws(FileError) {
            opened = try file.open(isFirst: true, watch)
        } catch {
            throw LogError(error, path: file.name)
        }
        return try readCurves(opened, path: file.name, isCancelled: environment.isCancelled)
    }
}
