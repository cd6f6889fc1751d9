// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
@testable import Commands
import Foundation
import Lab
import LabTestSupport
import Testing
import WorkbenchModel

/// One example with the command that shows it.
private struct Shown: Sendable, CustomTestStringConvertible {
    let command: String
    let example: Example

    var testDescription: String { "\(command): \(example.line)" }
}

private let allExamples = commandDescriptions.flatMap { command in
    command.examples.map { Shown(command: command.name, example: $0) }
}

@Suite("Examples")
struct ExampleTests {
    @Test("Every example runs on the demo bench", arguments: allExamples)
    private func runs(shown: Shown) throws {
        let (_, listener) = try inFolder {
            try run(["preset demo"] + shown.example.setup + [shown.example.line])
        }
        let failures = listener.events.filter { if case .failure = $0 { true } else { false } }
        #expect(failures.isEmpty)
    }

    @Test("Every command has an example, and every example begins with its command")
    func everyCommand() {
        for command in commandDescriptions {
            #expect(!command.examples.isEmpty, "\(command.name)")
            for example in command.examples {
                let verb = example.line.prefix { $0 != " " }
                #expect(String(verb) == command.name, "\(example.line)")
            }
        }
    }
}

/// Does something in a folder of its own that holds the logs of the examples.
///
/// Examples name files in the current folder, which is the whole process's unless a thread gets one of
/// its own. Where the system refuses that, one test at a time is in its folder.
func inFolder<Result>(_ action: () throws -> Result) throws -> Result {
    let isShared = !getsOwnCurrentFolder()
    if isShared { sharedFolder.lock() }
    defer { if isShared { sharedFolder.unlock() } }
    let files = FileManager.default
    let scratch = try ScratchFolder()
    try files.createDirectory(
        atPath: scratch.file("assets"), withIntermediateDirectories: false)
    try files.copyItem(
        atPath: repository.appending(path: "assets/logs").path,
        toPath: scratch.file("assets/logs"))
    let home = files.currentDirectoryPath
    #expect(files.changeCurrentDirectoryPath(scratch.path))
    defer { _ = files.changeCurrentDirectoryPath(home) }
    return try action()
}

/// Held by who changes the current folder of all threads.
private let sharedFolder = NSLock()

/// Gives the calling thread a current folder of its own; returns whether it has one then.
///
/// `unshare(CLONE_FS)` of Linux, which Swift's Glibc does not show.
private func getsOwnCurrentFolder() -> Bool {
    typealias Unshare = @convention(c) (Int32) -> Int32
    guard let symbol = dlsym(dlopen(nil, RTLD_NOW), "unshare") else { return false }
    return unsafeBitCast(symbol, to: Unshare.self)(0x200) == 0
}
