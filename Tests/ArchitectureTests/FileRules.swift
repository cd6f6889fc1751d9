// SPDX-License-Identifier: GPL-3.0-or-later

/// The rules that are looked up line by line.
enum FileRules {
    /// Every file of code says under which licence it stands, in its first three lines.
    static func licence(_ file: RepositoryFile) -> [Breach] {
        let isCode =
            file.isSwift || file.isC || file.isScript || file.path.hasSuffix(".py")
            || file.path.hasPrefix("Sources/flipside/Completions/")
        guard isCode else { return [] }
        let head = file.text.split(separator: "\n", maxSplits: 3)
        guard !head.prefix(3).contains(where: { $0.hasSuffix(" \(licenceLine)") }) else {
            return []
        }
        return [Breach(file: file.path, line: 1, what: "the head lacks \(licenceLine)")]
    }

    private static let licenceLine = "SPDX-License-Identifier: GPL-3.0-or-later"

    /// No file of the sources is longer than 400 lines.
    static func length(_ file: RepositoryFile, limit: Int = 400) -> [Breach] {
        guard file.isSource else { return [] }
        let count = file.text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
        guard count > limit else { return [] }
        return [Breach(file: file.path, line: 1, what: "\(count) lines; at most \(limit) are good")]
    }

    /// The sources do not crash on purpose, hide warnings, or leave work undone.
    static func forbidden(_ file: RepositoryFile) -> [Breach] {
        guard file.isSource && (file.isSwift || file.isC) || file.path == "Package.swift" else {
            return []
        }
        let text = SourceText(file)
        return zip(text.lines, text.code).enumerated().flatMap { number, line in
            let found =
                ["fatalError(", "try!", "as!", "unsafeFlags"].filter { line.1.contains($0) }
                + marks.filter { words(of: line.0).contains($0) }
            return found.map {
                Breach(file: file.path, line: number + 1, what: "\($0) is not used")
            }
        }
    }

    private static let marks = ["TO" + "DO", "FIX" + "ME", "XX" + "X"]

    private static func words(of line: String) -> [String] {
        line.split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }

    /// Hints of errors are clauses: they begin in lower case and end without a full stop.
    static func hints(_ file: RepositoryFile) -> [Breach] {
        guard file.isSource, file.isSwift else { return [] }
        var isInHint = false
        var breaches: [Breach] = []
        let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false)
        for (number, line) in lines.enumerated() {
            // Regular expressions are slow; few lines need one.
            let isMarked = line.contains("hint:") || line.contains("remedy:")
            let start = isMarked ? line.firstMatch(of: /\b(hint|remedy):\s*(.*)/)?.2 : nil
            isInHint = start != nil || isInHint && line.contains(/^\s*([+?:] )?"/)
            guard isInHint else { continue }
            let part = start ?? line
            guard part.prefixMatch(of: /"\p{Lu}/) != nil || part.contains(/\."[),\s]*$/) else {
                continue
            }
            breaches.append(
                Breach(file: file.path, line: number + 1, what: "the hint is a sentence"))
        }
        return breaches
    }

    /// Nothing names a folder of one machine or the host of a package registry.
    ///
    /// Notebooks hold pictures as letters; a test of theirs looks at what is text in them.
    static func machine(_ file: RepositoryFile) -> [Breach] {
        guard !file.path.hasSuffix(".ipynb") else { return [] }
        return file.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            .flatMap { number, line in
                (folders.filter { holds(line, folder: $0) } + hosts.filter { line.contains($0) })
                    .map { Breach(file: file.path, line: number + 1, what: "\($0) is named") }
            }
    }

    private static let folders = ["/wo" + "rk/", "/ro" + "ot/", "/opt/swift-" + "packages"]
    private static let hosts = [
        "deb." + "debian", "pypi." + "org", "python" + "hosted", "npmjs." + "org", "crates." + "io",
    ]

    /// Whether a line holds a path that begins with a folder; `a/b` is no path that begins with `/b`.
    private static func holds(_ line: Substring, folder: String) -> Bool {
        line.ranges(of: folder).contains { range in
            guard range.lowerBound > line.startIndex else { return true }
            let before = line[line.index(before: range.lowerBound)]
            return !before.isLetter && !before.isNumber && !"._-}".contains(before)
        }
    }
}
