// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Glibc
import Testing

@testable import Shell

@Suite("The history")
struct HistoryTests {
    let home: TemporaryFolder

    init() throws {
        home = try TemporaryFolder()
    }

    @Test("Entries come back as they were, several lines and lines like times included")
    func roundTrip() {
        let folder = home.path + "/a/b"
        let history = History(folder: folder)
        let entries = ["weights", "token a \\\n  old=0.1", "τ", "rule g = r  # 5"]
        for (time, entry) in entries.enumerated() { #expect(history.append(entry, at: time) == 0) }
        #expect(History(folder: folder).entries() == entries)
        #expect(history.append("#5\nshow", at: 9) == 0)
        #expect(History(folder: folder).entries().last == " #5\nshow")
    }

    @Test(
        "Any file can be read",
        arguments: [
            ("", []), ("plain\nlines\n", ["plain", "lines"]), ("#1\n#2\nx\n", ["x"]),
            ("#1\na\n\n#2\nb", ["a", "b"]), ("x\0y\n#1\nz\n", ["z"]),
        ])
    func reading(text: String, entries: [String]) {
        #expect(History.entries(in: Array(text.utf8)) == entries)
    }

    @Test("Of a file cut off at its beginning, nothing is taken from the middle of an entry")
    func cut() {
        let bytes = Array("half\nan entry\n#7\nwhole\n".utf8)
        #expect(History.entries(in: bytes, isCut: true) == ["whole"])
        #expect(History.entries(in: Array("half\nan entry".utf8), isCut: true).isEmpty)
    }

    @Test("Only the end of a huge file is read")
    func huge() throws {
        let history = History(folder: home.path)
        let entry = String(repeating: "x", count: 49_000)
        for time in 0..<8 { #expect(history.append("\(time)" + entry, at: time) == 0) }
        let entries = history.entries()
        #expect(entries.count == 5)
        #expect(entries.last == "7" + entry)
    }

    @Test("Nobody else can read it")
    func permissions() {
        #expect(History(folder: home.path + "/state").append("weights", at: 0) == 0)
        var status = stat()
        #expect(stat(home.path + "/state/history", &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
        #expect(stat(home.path + "/state", &status) == 0)
        #expect(status.st_mode & 0o777 == 0o700)
    }

    @Test("Two prompts at once keep each other's lines, and killing one loses nothing")
    func concurrent() throws {
        let one = try Terminal(home: home)
        let two = try Terminal(home: home)
        try one.waitForPrompt()
        try two.waitForPrompt()
        try one.run("show tokens")
        try two.run("undo")
        try one.run("weights")
        one.send(SIGKILL)
        #expect(try one.exitCode() == 128 + SIGKILL)
        two.type("\u{4}")
        #expect(try two.exitCode() == 0)
        #expect(home.history == ["show tokens", "undo", "weights"])
    }

    @Test("Where it cannot be saved, this is said once")
    func notSaved() throws {
        let file = try home.file("file", "")
        let terminal = try Terminal(home: home, variables: ["XDG_STATE_HOME": file])
        try terminal.waitForPrompt()
        try terminal.run("show tokens")
        try terminal.run("show tokens")
        #expect(terminal.text.components(separatedBy: "history is not saved").count == 2)
    }

    @Test("What a pipe or -c brings is not typed, and not kept")
    func onlyTyped() throws {
        _ = try batch(["-c", "show tokens"], home: home)
        _ = try batch([], input: "show tokens\n", home: home)
        #expect(home.history.isEmpty)
    }

    @Test(
        "The folder follows the XDG specification",
        arguments: [
            (["XDG_STATE_HOME": "/x", "HOME": "/h"], "/x/flipside"),
            (["XDG_STATE_HOME": "x", "HOME": "/h"], "/h/.local/state/flipside"),
            (["HOME": "/h"], "/h/.local/state/flipside"), (["HOME": "h"], nil), ([:], nil),
        ] as [([String: String], String?)])
    func folder(variables: [String: String], path: String?) {
        #expect(stateFolder { variables[$0] } == path)
    }
}
