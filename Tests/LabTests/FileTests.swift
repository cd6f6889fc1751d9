// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures
import Foundation
import Testing

@testable import Lab

@Suite("Files that are read and written")
struct FileTests {
    private let scratch: ScratchFolder

    init() throws { scratch = try ScratchFolder() }

    private func failure(_ line: String, after setup: [String] = []) throws -> CommandError? {
        var (session, _) = try run(["preset demo"] + setup)
        let before = session.workbench
        let error = session.failure(of: line)
        #expect(session.workbench == before)
        return error
    }

    @Test(
        "What cannot be read is said with its reason",
        arguments: [
            "run", "load", "token file=",
        ])
    func unreadable(verb: String) throws {
        let space = verb.hasSuffix("=") ? "" : " "
        let missing = try failure("\(verb)\(space)\(scratch.word("nothing"))")
        #expect(missing?.code == .file)
        #expect(missing?.message.contains("/nothing") == true)
        let folder = try failure("\(verb)\(space)\"\(scratch.path)\"")
        #expect(folder?.code == .file)
        #expect(folder?.message.contains("folder") == true)
        let device = try failure("\(verb)\(space)/dev/null")
        #expect(device?.code == .file, "\(device?.message ?? "")")
        _ = try scratch.write("x", to: "locked")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0], ofItemAtPath: scratch.file("locked"))
        guard getuid() != 0 else { return }
        #expect(try failure("\(verb)\(space)\(scratch.word("locked"))")?.code == .file)
    }

    @Test(
        "What cannot be written is said, and nothing is left behind",
        arguments: [
            "weights out=", "plot weight out=", "save ", "record ", "history out=",
        ])
    func unwritable(line: String) throws {
        let end = line.hasPrefix("plot") ? "w.png" : "w.csv"
        let missing = try failure("\(line)\(scratch.word("no/such/\(end)"))")
        #expect(missing?.code == .file)
        #expect(missing?.message.contains("No such file or directory") == true)
        try FileManager.default.createDirectory(
            atPath: scratch.file(end), withIntermediateDirectories: false)
        let folder = try failure("\(line)\(scratch.word(end)) force=yes")
        #expect(folder?.code == .file || line.hasPrefix("history"))
        #expect(folder?.message.contains("folder") == true)
        #expect(scratch.names == [end])
    }

    @Test(
        "Somebody else's file stays, unless force says otherwise",
        arguments: [
            "weights out=", "plot weight out=", "save ", "record ",
        ])
    func otherPeople(line: String) throws {
        let end = line.hasPrefix("plot") ? "w.png" : "w.csv"
        let word = try scratch.write("mine", to: end)
        let error = try failure("\(line)\(word)")
        #expect(error?.code == .file)
        #expect(error?.hint?.contains("force=yes") == true)
        #expect(try scratch.read(end) == "mine")
        try run(["preset demo", "\(line)\(word) force=yes"])
        #expect(try scratch.read(end) != "mine")
        #expect(scratch.names == [end])
    }

    @Test("Our own table is replaced, also in a later sitting, but not once it was edited")
    func ownTable() throws {
        let word = scratch.word("w.csv")
        let state = try ScratchFolder()
        var (first, _) = makeSession(stateFolder: state.path)
        for line in ["preset demo", "weights out=\(word)", "weights out=\(word) methods=ppo"] {
            try first.execute(line)
        }
        var (second, _) = makeSession(stateFolder: state.path)
        for line in ["preset demo", "weights out=\(word)"] { try second.execute(line) }
        let text = try scratch.read("w.csv")
        #expect(text.hasPrefix("token,old,new,adv"))
        _ = try scratch.write(text + "# my note\n", to: "w.csv")
        #expect(second.failure(of: "weights out=\(word)")?.code == .file)
        #expect(try scratch.read("w.csv") == text + "# my note\n")
    }

    @Test("A figure of ours is known by what it holds, whoever wrote the note of it")
    func ownFigure() throws {
        let listener = Listener()
        let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47] + Array("Software\0\0\0\0\0Flipside 0".utf8)
        let environment = Environment(
            emit: { listener.hear($0) }, isCancelled: { false },
            renderer: makeRenderer { _, _ in png })
        for _ in 1...2 {
            var session = Session(environment: environment)
            try session.execute("plot weight out=\(scratch.word("w.png"))")
        }
        #expect(listener.outputs.count == 2)
    }

    @Test("A file too large to look into is somebody else's")
    func large() throws {
        let path = scratch.file("big.csv")
        #expect(FileManager.default.createFile(atPath: path, contents: nil))
        let handle = try #require(FileHandle(forWritingAtPath: path))
        try handle.truncate(atOffset: UInt64(InputFile.largest) + 1)
        try handle.close()
        #expect(try failure("weights out=\(scratch.word("big.csv"))")?.code == .file)
        #expect(try failure("run \(scratch.word("big.csv"))")?.message.contains("64 MiB") == true)
    }

    @Test(
        "The end of a file's name chooses the form; format= is stronger",
        arguments: [
            ("a.json", "", "[{\"token\""), ("a.csv", "", "token,old"), ("a.tsv", "", "token\told"),
            ("a.md", "", "| token"), ("a.tex", "", "\\begin{tabular}"), ("a.txt", "", " token"),
            ("a.dat", "", " token"), ("a.csv", "format=json", "[{\"token\""),
        ])
    func forms(name: String, format: String, start: String) throws {
        let (_, listener) = try run(["preset demo", "weights out=\(scratch.word(name)) \(format)"])
        let text = try scratch.read(name)
        #expect(text.hasPrefix(start))
        #expect(text.hasSuffix("\n") && !text.hasSuffix("\n\n"))
        #expect(listener.outputs.isEmpty, "the table went to the file")
    }
}
