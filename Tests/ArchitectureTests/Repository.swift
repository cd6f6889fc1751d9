// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// The repository that this test was built from.
enum Repository {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The paths of all files but those that are generated; what a person adds at the top is theirs.
    static let files: [String] = {
        let find = """
            find .ci *.md *.cff Package.swift Sources Tests Benchmarks assets docs \
                notebooks packaging python scripts -type f \
                -not -path '*/.*' -not -path '*/__pycache__/*' -not -name '*.pdf'
            """
        return (try? run(find).split(separator: "\n").map(String.init)) ?? []
    }()

    static let sources = files.filter { $0.hasPrefix("Sources/") }

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// A place where a pattern matches.
    struct Match: CustomStringConvertible {
        let file: String
        /// In bytes, from 0.
        let offset: Int
        let text: String

        var description: String {
            let above = (try? Repository.text(file).utf8.prefix(offset).map(\.self)) ?? []
            return "\(file):\(above.count { $0 == UInt8(ascii: "\n") } + 1): \(text)"
        }
    }

    /// Returns where a pattern of Perl's, which may go over several lines, matches.
    static func matches(of pattern: String, in files: [String]) throws -> [Match] {
        try run(
            #"LC_ALL=C.UTF-8 grep -zobIP -- "$@" /dev/null || [ $? -eq 1 ]"#,
            ["(?m)" + pattern] + files
        )
        .split(separator: "\0").map { record in
            let parts = record.split(separator: ":", maxSplits: 2)
            return Match(
                file: String(parts[0]), offset: Int(parts[1]) ?? 0, text: String(parts[2]))
        }
    }

    /// Runs a command of the shell at the root, and returns what it writes.
    static func run(_ command: String, _ arguments: [String] = []) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", command, "sh"] + arguments
        process.currentDirectoryURL = root
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(command) fails")
        return String(decoding: data, as: UTF8.self)
    }
}
