// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Results
import TextFiles

/// Says how far the reading of files is, and lets a person stop it.
struct ReadingProgress {
    private let environment: Environment
    private let text: String

    /// The size of all files; 0 where nobody knows.
    let total: Int

    /// The bytes of the files that were read before the one that is read now.
    private(set) var before = 0

    init(_ files: [LogFile], _ environment: Environment) {
        self.environment = environment
        let sizes = files.map(\.size)
        total = sizes.contains(0) ? 0 : sizes.reduce(0, +)
        let name = files.count == 1 ? shownText(fileName(files[0].name)) : "\(files.count) files"
        text = "reading \(name)"
    }

    /// Returns what watches over the reading of the next file.
    ///
    /// With `keepsPart` the file ends where somebody asks for the reading to stop; else whoever reads it
    /// is asked.
    func watch(_ file: LogFile, keepsPart: Bool) -> ReadWatch {
        let isCancelled = environment.isCancelled
        let (environment, text, before, total) = (environment, text, before, total)
        var shown = 0
        return ReadWatch(
            most: file.stop ?? .max, isStopped: { keepsPart && isCancelled() },
            onBlock: { bytes in
                // A block takes some tenths of a millisecond.
                guard bytes - shown >= 1 << 22 else { return }
                shown = bytes
                environment.emit(
                    .progress(
                        Progress(done: before + bytes, total: total, text: text, unit: .bytes)))
            })
    }

    /// Notes that a file has been read.
    mutating func finish(_ watch: ReadWatch) { before += watch.rawBytes }

    /// Where a reading was stopped, in words: `1.2 GB of 3.4 GB`.
    var place: String { byteText(before) + (total > 0 ? " of \(byteText(total))" : "") }
}
