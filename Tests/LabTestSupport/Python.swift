// SPDX-License-Identifier: GPL-3.0-or-later

package import Foundation
import Results
import Testing
import WorkbenchModel

/// A Python to check exported losses with: FLIPSIDE_PYTHON, or python3.
package enum Python {
    /// Returns whether it has a module.
    package static func has(_ module: String) -> Bool {
        (try? run(["-c", "import \(module)"], in: "/tmp")) != nil
    }

    /// Runs it, and returns what it wrote to standard output.
    @discardableResult
    package static func run(_ arguments: [String], in folder: String) throws -> Data {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        let python = ProcessInfo.processInfo.environment["FLIPSIDE_PYTHON"] ?? "python3"
        process.arguments = [python] + arguments
        process.currentDirectoryURL = URL(filePath: folder)
        let (output, errors) = (Pipe(), URL(filePath: folder).appending(path: "errors.\(UUID())"))
        _ = FileManager.default.createFile(atPath: errors.path, contents: nil)
        defer { try? FileManager.default.removeItem(at: errors) }
        process.standardOutput = output
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(text: (try? String(contentsOf: errors, encoding: .utf8)) ?? "")
        }
        return data
    }

    /// What Python complained about.
    package struct Failure: Error, CustomStringConvertible {
        package let text: String

        package var description: String { text }
    }
}
