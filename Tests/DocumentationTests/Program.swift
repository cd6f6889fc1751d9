// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// The program as it was built, and how to run it.
enum Program {
    /// The program that stands beside the tests.
    static let beside = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().appending(path: "flipside")

    /// The release where it is younger than every source, else the one beside the tests: a long
    /// simulation takes some twenty times as long without optimisation.
    static let fastest: URL = {
        let release = Repository.root.appending(path: ".build-release/release/flipside")
        guard let built = changed(release), let source = youngestSource, source < built else {
            return beside
        }
        return release
    }()

    private static var youngestSource: Date? {
        let folder = Repository.root.appending(path: "Sources")
        let names = try? FileManager.default.subpathsOfDirectory(atPath: folder.path)
        return (names ?? []).compactMap { changed(folder.appending(path: $0)) }.max()
    }

    private static func changed(_ file: URL) -> Date? {
        let attributes = try? FileManager.default.attributesOfItem(atPath: file.path)
        return attributes?[.modificationDate] as? Date
    }

    /// What came of a run.
    struct Outcome {
        /// Both streams, in the order in which they were written.
        let text: String
        let exitCode: Int32
    }

    /// Runs a command line of the shell in a folder.
    ///
    /// - Parameters:
    ///   - command: What a person types.
    ///   - folder: Where; its `scripts` is on the PATH.
    ///   - input: What the command reads from standard input.
    ///   - keepsErrors: Whether standard error is part of the text.
    /// - Returns: What was printed, and the exit code.
    /// - Throws: Why the shell could not be started.
    static func run(
        _ command: String, in folder: URL, input: String = "", keepsErrors: Bool = true
    ) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", command]
        process.currentDirectoryURL = folder
        process.environment = [
            "PATH": "\(folder.path)/scripts:/usr/bin:/bin", "HOME": folder.path,
            "LC_ALL": "C.UTF-8",
        ]
        let typed = folder.appending(path: ".typed-\(UUID().uuidString)")
        try input.write(to: typed, atomically: true, encoding: .utf8)
        process.standardInput = try FileHandle(forReadingFrom: typed)
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = keepsErrors ? pipe : FileHandle.nullDevice
        try process.run()
        let bytes = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return Outcome(
            text: String(decoding: bytes, as: UTF8.self), exitCode: process.terminationStatus)
    }
}

/// A folder of its own for one test, with the program and what ships with it; gone afterwards.
final class Workplace {
    let folder: URL

    init(program: URL) throws {
        let files = FileManager.default
        folder = files.temporaryDirectory.appending(path: "flipside-\(UUID().uuidString)")
        try files.createDirectory(
            at: folder.appending(path: "scripts"), withIntermediateDirectories: true)
        try files.createSymbolicLink(
            at: folder.appending(path: "scripts/flipside"), withDestinationURL: program)
        try files.copyItem(
            at: Repository.root.appending(path: "assets"), to: folder.appending(path: "assets"))
    }

    deinit { try? FileManager.default.removeItem(at: folder) }
}
