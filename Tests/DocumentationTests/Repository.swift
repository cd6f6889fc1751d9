// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// The repository that this test was built from.
enum Repository {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Whether documents are to be written anew instead of compared.
    static let isRecording = ProcessInfo.processInfo.environment["FLIPSIDE_RECORD"] == "1"

    /// The documents that people read, by path from the root.
    static let documents: [String] =
        ["CHANGELOG.md", "CONTRIBUTING.md", "README.md"] + markdown(in: "docs")
        + markdown(in: "assets") + markdown(in: "notebooks")

    /// Returns the text of a file by its path from the root; nil where there is none.
    static func text(_ path: String) -> String? {
        try? String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// Writes a file by its path from the root.
    static func write(_ text: String, to path: String) throws {
        let url = root.appending(path: path)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: url, atomically: true, encoding: .utf8)
    }

    /// Returns whether a file or a folder stands at a path from the root.
    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appending(path: path).path)
    }

    private static func markdown(in folder: String) -> [String] {
        let names = try? FileManager.default.subpathsOfDirectory(
            atPath: root.appending(path: folder).path)
        return (names ?? []).filter { $0.hasSuffix(".md") }.sorted().map { "\(folder)/\($0)" }
    }
}
