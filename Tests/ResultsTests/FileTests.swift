// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures
import Foundation
import LabTestSupport
@testable import Results
import Testing

@testable import Lab
import WorkbenchModel

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
        #expect(
            missing?.message.contains("no such folder") == true,
            "\(missing?.message ?? "")")
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

    @Test("A file of ours is replaced by its own kind, and by no other without force")
    func otherKinds() throws {
        let (png, bench) = (scratch.word("f.png"), scratch.word("b.csv"))
        let state = try ScratchFolder()
        var (session, _) = makeSession(stateFolder: state.path)
        for line in [
            "preset demo", "plot weight out=\(png)", "save \(bench)", "save \(bench)",
        ] {
            try session.execute(line)
        }
        let before = try scratch.read("f.png")
        for number in 1...2 {
            let error = session.failure(of: "save \(png)")
            #expect(error?.message.hasSuffix("f.png holds a figure, not a bench") == true)
            #expect(error?.hint == "choose another name, or add force=yes")
            let other = session.failure(of: "weights out=\(bench)")
            #expect(other?.message.hasSuffix("b.csv holds a bench, not a table") == true)
            guard number == 1 else { continue }
            (session, _) = makeSession(stateFolder: state.path)
            try session.execute("preset demo")
        }
        #expect(try scratch.read("f.png") == before)
        (session, _) = makeSession()
        #expect(session.failure(of: "save \(png)")?.message.hasSuffix("not a bench") == true)
        try session.execute("plot weight out=\(png)")
        for line in ["save \(png) force=yes", "save \(png)"] { try session.execute(line) }
        #expect(session.failure(of: "plot weight out=\(png)")?.message.contains("a bench") == true)
    }

    @Test("Whoever saves a bench under the name of another kind of file is told what it is")
    func misleadingNames() throws {
        for (name, isMisleading) in [
            ("b.csv", true), ("b.PNG", true), ("b.flip", false), ("b", false), ("md", false),
            ("run.2", false),
        ] {
            let (_, listener) = try run(["preset demo", "save \(scratch.word(name))"])
            let isSaid = listener.notes.contains { $0.hasPrefix("It is a script of commands") }
            #expect(isSaid == isMisleading, "\(name)")
        }
    }

    @Test("A figure of ours is known by what it says, but not once it was edited here")
    func ownFigure() throws {
        let line = "plot weight out=\(scratch.word("w.png"))"
        for _ in 1...2 { try run([line]) }
        let state = try ScratchFolder()
        var (session, _) = makeSession(stateFolder: state.path)
        try session.execute(line)
        _ = try scratch.write(scratch.read("w.png") + "\n# mine", to: "w.png")
        (session, _) = makeSession(stateFolder: state.path)
        #expect(
            session.failure(of: line)?.message.hasSuffix("changed since Flipside wrote it") == true)
        #expect(try scratch.read("w.png").hasSuffix("# mine"))
        try session.execute(line + " force=yes")
        try session.execute(line)
    }

    @Test("The notes of what was written do not grow without end, and lose the oldest first")
    func notes() throws {
        let state = try ScratchFolder()
        let old = String(repeating: "0123456789abcdef /somewhere/else.csv\n", count: 120_000)
        _ = try state.write(old, to: "written")
        for _ in 1...2 {
            var (session, _) = makeSession(stateFolder: state.path)
            try session.execute("preset demo")
            try session.execute("weights out=\(scratch.word("w.csv"))")
        }
        let notes = try state.read("written")
        #expect(notes.utf8.count < old.utf8.count && notes.contains("w.csv"))
        #expect(notes.split(separator: "\n").allSatisfy { $0.contains(" /") })
    }

    @Test("A link stays a link, and who may read a file stays as it was")
    func links() throws {
        let manager = FileManager.default
        try run(["plot weight out=\(scratch.word("real.png"))"])
        try manager.setAttributes(
            [.posixPermissions: 0o600], ofItemAtPath: scratch.file("real.png"))
        try manager.createSymbolicLink(
            atPath: scratch.file("link.png"), withDestinationPath: "real.png")
        try run(["plot gradient out=\(scratch.word("link.png"))"])
        #expect(
            try manager.destinationOfSymbolicLink(atPath: scratch.file("link.png")) == "real.png")
        #expect(try scratch.read("real.png").contains("plot gradient"))
        let mode = try manager.attributesOfItem(atPath: scratch.file("real.png"))
        #expect(mode[.posixPermissions] as? Int == 0o600)
        #expect(scratch.names == ["link.png", "real.png"])
    }

    @Test("A name as long as the system allows, and one left by a killed process, are no obstacle")
    func longName() throws {
        let name = String(repeating: "n", count: 251) + ".png"
        let left = ".flipside-\(getpid())-1.part"
        _ = try scratch.write("half", to: left)
        try run(["plot weight out=\(scratch.word(name))"])
        #expect(scratch.names == [left, name])
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

@Test("A table of tokens may hold quoted names, with commas and doubled quotes in them")
func quotedNames() throws {
    let scratch = try ScratchFolder()
    let text = "token,old\n\"a\"\"b\",0.1\n\"c,d\",0.2\n e ,0.3\n"
    let file = try scratch.write(text, to: "names.csv")
    let (session, _) = try run(["token file=\(file)"])
    #expect(session.workbench.bench.tokens.map(\.name) == ["a\"b", "c,d", "e"])
}
