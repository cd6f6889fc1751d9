// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// What is typed beside a copy of the scripts, and what has to come of it.
///
/// It is typed in an empty home. On the PATH are stand-ins for everything that is slow, needs root, or
/// changes the machine, and the small tools that the scripts may use; nothing else.
struct Scene: Sendable, CustomTestStringConvertible {
    /// What is shown.
    let testDescription: String
    /// Packages and commands that are not there.
    var lacks: Set<String> = []
    /// Lines for sh, where `$clone` is the copy of the repository, `$flipside`, `$install`, `$test`,
    /// `$notebooks` and `$trainers` are its scripts, and `tree` lists the files below a folder.
    var typed = #""$flipside""#
    /// The exit code of the last line.
    var code: Int32 = 0
    /// What is written to standard output, without a line end after it.
    var output = "<>"
    /// Parts of what is written to standard error; STAGE is the folder around clone and home.
    var says: [String] = []
    /// How the stand-ins are called, but for asking versions; nil where that is of no interest.
    var calls: [String]?

    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private static let copied = [
        ".ci", "Package.swift", "Sources/flipside/Completions", "Tests/Trainers/requirements.txt",
        "docs/flipside.1", "notebooks/requirements.txt", "notebooks/requirements-html.txt",
        "scripts",
    ]

    private static let standIns = [
        "apt-get", "bash", "dpkg-query", "fish", "git", "id", "pkg-config", "python3", "strip",
        "sudo", "swift", "zsh",
    ]

    private static let tools = [
        "awk", "cat", "chmod", "cksum", "cp", "find", "flock", "grep", "ldd", "ls", "mkdir", "mv",
        "readlink", "rm", "rmdir", "sed", "sh", "sleep", "sort", "touch", "uname",
    ]

    private static let packages = [
        "binutils", "ca-certificates", "fonts-cmu", "fonts-dejavu-core", "fonts-dejavu-extra",
        "fonts-stix",
        "libc6-dev", "libcairo2-dev", "libpango1.0-dev", "libpng-dev", "libreadline-dev",
        "libzstd-dev", "zlib1g-dev",
        "libstdc++-12-dev", "python3", "python3-venv",
    ]

    /// Types the lines, and compares what comes of them.
    func play() throws {
        let files = FileManager.default
        let stage = files.temporaryDirectory.appending(path: "stage \(UUID().uuidString)")
            .resolvingSymlinksInPath()
        defer { try? files.removeItem(at: stage) }
        try setUp(stage)
        let outcome = try run(in: stage)
        #expect(outcome.code == code, "\(outcome.errors)")
        #expect(outcome.output == output, "\(outcome.errors)")
        for part in says { #expect(outcome.errors.contains(part)) }
        guard let calls else { return }
        let noted = (try? String(contentsOf: stage.appending(path: "calls"), encoding: .utf8)) ?? ""
        #expect(
            noted.replacing("\(stage.path)/a clone", with: "CLONE").split(separator: "\n")
                .map(String.init) == calls)
    }

    private func setUp(_ stage: URL) throws {
        let files = FileManager.default
        for folder in ["bin", "home", "a clone/Sources/A"] {
            try files.createDirectory(
                at: stage.appending(path: folder), withIntermediateDirectories: true)
        }
        for path in Self.copied {
            let copy = stage.appending(path: "a clone/\(path)")
            try files.createDirectory(
                at: copy.deletingLastPathComponent(), withIntermediateDirectories: true)
            try files.copyItem(at: Self.root.appending(path: path), to: copy)
        }
        let bin = stage.appending(path: "bin").path
        let standIn = Self.root.appending(path: "Tests/ScriptTests/stand-in").path
        for name in Self.standIns where !lacks.contains(name) {
            try files.createSymbolicLink(atPath: "\(bin)/\(name)", withDestinationPath: standIn)
        }
        for tool in Self.tools {
            try files.createSymbolicLink(
                atPath: "\(bin)/\(tool)", withDestinationPath: "/bin/\(tool)")
        }
        try Self.packages.filter { !lacks.contains($0) }.joined(separator: "\n").appending("\n")
            .write(to: stage.appending(path: "installed"), atomically: false, encoding: .utf8)
    }

    /// What typed lines may use; none of it is for the scripts.
    private static let words = """
        clone="$STAGE/a clone"
        flipside="$clone/scripts/flipside" install="$clone/scripts/install"
        test="$clone/scripts/test" notebooks="$clone/scripts/notebooks"
        trainers="$clone/scripts/trainers"
        tree() { (cd "$1" 2>/dev/null && find . ! -type d | sort); }

        """

    private func run(in stage: URL) throws -> (code: Int32, output: String, errors: String) {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", Self.words + typed]
        process.currentDirectoryURL = stage.appending(path: "home")
        process.environment = [
            "PATH": "\(stage.path)/bin", "HOME": "\(stage.path)/home", "STAGE": stage.path,
        ]
        let streams = ["output", "errors"].map { stage.appending(path: $0) }
        for stream in streams { try Data().write(to: stream) }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: streams[0])
        process.standardError = try FileHandle(forWritingTo: streams[1])
        try process.run()
        process.waitUntilExit()
        let texts = try streams.map { stream in
            try String(contentsOf: stream, encoding: .utf8)
                .replacing(stage.path, with: "STAGE").trimmingCharacters(in: .newlines)
        }
        return (process.terminationStatus, texts[0], texts[1])
    }
}
