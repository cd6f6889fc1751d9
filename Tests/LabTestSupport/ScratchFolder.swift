// SPDX-License-Identifier: GPL-3.0-or-later

package import Foundation

/// The top of the repository.
package let repository = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

/// Returns the path of a log that ships with the tests of `TokenLogs`.
package func logPath(_ name: String) -> String {
    repository.appending(path: "Tests/TokenLogsTests/Resources/\(name)").path
}

/// The small log that comes with Flipside.
package let shippedLog = repository.appending(path: "assets/logs/tiny-grpo-tokens.csv").path

/// A folder of its own that is gone after the test.
package final class ScratchFolder: Sendable {
    package let path: String

    package init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "lab \(UUID())")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Returns the path of a file in the folder.
    package func file(_ name: String) -> String { path + "/" + name }

    /// Returns the path of a file in the folder as a line takes it.
    package func word(_ name: String) -> String { "\"\(file(name))\"" }

    /// Writes a file and returns its path as a line takes it.
    package func write(_ text: String, to name: String) throws -> String {
        try Data(text.utf8).write(to: URL(filePath: file(name)))
        return word(name)
    }

    /// Returns the text of a file.
    package func read(_ name: String) throws -> String {
        try String(contentsOfFile: file(name), encoding: .utf8)
    }

    /// The names of what is in the folder.
    package var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }
}
