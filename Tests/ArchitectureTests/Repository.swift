// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// One breach of a rule of the architecture.
struct Breach: Equatable, CustomStringConvertible {
    let file: String
    /// Counted from 1.
    let line: Int
    let what: String

    var description: String { "\(file):\(line): \(what)" }
}

/// One file of the repository.
struct RepositoryFile: Sendable {
    /// Relative to the repository's root.
    let path: String
    let text: String

    var isSwift: Bool { path.hasSuffix(".swift") }
    var isC: Bool { path.hasSuffix(".c") || path.hasSuffix(".h") }
    var isSource: Bool { path.hasPrefix("Sources/") }

    /// Whether the file is a script that is started by its name.
    var isScript: Bool { path.hasPrefix("scripts/") || path.hasPrefix(".ci/") }

    /// The folder's name under `Sources`.
    var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
}

/// The repository that this test was built from.
enum Repository {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// What stands at the top of the repository; what a person adds there is theirs.
    private static let top = [
        ".ci", ".gitignore", ".swift-format", "Benchmarks", "CHANGELOG.md", "CITATION.cff",
        "CONTRIBUTING.md", "Package.swift", "README.md", "Snippets", "Sources", "Tests", "assets",
        "notebooks", "python", "scripts", "docs",
    ]

    /// Every text file, by path.
    static let files: [RepositoryFile] = top.flatMap(files(at:)).sorted { $0.path < $1.path }

    static func file(_ path: String) throws -> RepositoryFile {
        try #require(files.first { $0.path == path }, "there is no file \(path)")
    }

    private static func files(at path: String) -> [RepositoryFile] {
        let url = root.appending(path: path)
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
            return []
        }
        guard isFolder.boolValue else {
            return (try? String(contentsOf: url, encoding: .utf8))
                .map { [RepositoryFile(path: path, text: $0)] } ?? []
        }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
        return names.filter { !isGenerated($0) }.flatMap { files(at: "\(path)/\($0)") }
    }

    private static func isGenerated(_ name: String) -> Bool {
        name.hasPrefix(".build") || name.hasPrefix(".venv") || name == "__pycache__"
            || name == ".ipynb_checkpoints" || name.hasSuffix(".swp") || name == ".DS_Store"
    }
}
