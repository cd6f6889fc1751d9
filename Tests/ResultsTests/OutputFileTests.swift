// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Foundation
import Glibc
import LabTestSupport
@testable import Results
import Testing

@testable import Lab

@Suite("Files are whole or not there")
struct OutputFileTests {
    private let scratch: ScratchFolder

    init() throws { scratch = try ScratchFolder() }

    private let large = OutputFile.Content(
        pieces: { $0([UInt8](repeating: 0x61, count: 3 << 20)) }, mode: nil)

    private func link(_ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(
            atPath: scratch.file(name), withDestinationPath: target)
    }

    @Test("Both ways of writing make a file and replace one, and leave nothing else")
    func bothWays() throws {
        for name in ["new", "new"] {
            let code = OutputFile.writeNameless(large, to: scratch.file(name))
            #expect(code == 0 || code == nil)
            #expect(scratch.names == (code == 0 ? ["new"] : []))
        }
        for text in ["first", "second"] {
            let content = OutputFile.Content(
                pieces: { $0(Array(text.utf8)) }, mode: 0o640)
            #expect(OutputFile.writeNamed(content, to: scratch.file("beside")) == 0)
            #expect(try scratch.read("beside") == text)
        }
        #expect(Set(scratch.names).isSubset(of: ["beside", "new"]))
        let mode = try FileManager.default.attributesOfItem(atPath: scratch.file("beside"))
        #expect(mode[.posixPermissions] as? Int == 0o640)
    }

    @Test("A signal that comes while a file has a name stops it, removes it, and acts afterwards")
    func heldSignal() throws {
        _ = try scratch.write("old", to: "file")
        var (term, before) = (sigset_t(), sigset_t())
        sigemptyset(&term)
        sigaddset(&term, SIGTERM)
        pthread_sigmask(SIG_BLOCK, &term, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        pthread_kill(pthread_self(), SIGTERM)
        #expect(OutputFile.writeNamed(large, to: scratch.file("file")) == EINTR)
        #expect(scratch.names == ["file"])
        #expect(try scratch.read("file") == "old")
        var (waiting, taken) = (sigset_t(), Int32(0))
        sigpending(&waiting)
        #expect(sigismember(&waiting, SIGTERM) == 1, "it would have ended the program now")
        sigwait(&term, &taken)
        #expect(OutputFile.writeNamed(large, to: scratch.file("file")) == 0)
    }

    @Test("A link that leads nowhere yet gets its target, and stays a link")
    func danglingLink() throws {
        try FileManager.default.createDirectory(
            atPath: scratch.file("folder"), withIntermediateDirectories: false)
        try link("first.csv", to: "folder/second.csv")
        try link("folder/second.csv", to: "../real.csv")
        try run(["preset demo", "weights out=\(scratch.word("first.csv"))"])
        #expect(try scratch.read("real.csv").hasPrefix("token,"))
        let target = try FileManager.default.destinationOfSymbolicLink(
            atPath: scratch.file("first.csv"))
        #expect(target == "folder/second.csv")
        #expect(scratch.names == ["first.csv", "folder", "real.csv"])
    }

    @Test(
        "A link that leads back to itself, or into no folder, is refused and stays",
        arguments: ["weights out=", "save ", "record ", "plot weight out="])
    func loopingLink(line: String) throws {
        let end = line.hasPrefix("plot") ? "png" : "csv"
        try link("a.\(end)", to: "b.\(end)")
        try link("b.\(end)", to: "a.\(end)")
        try link("lost.\(end)", to: "no/such/file.\(end)")
        for force in ["", " force=yes"] {
            var (session, _) = try run(["preset demo"])
            let loop = session.failure(of: "\(line)\(scratch.word("a.\(end)"))\(force)")
            #expect(loop?.code == .file)
            #expect(loop?.message.hasSuffix("a symbolic link that leads back to itself") == true)
            let lost = session.failure(of: "\(line)\(scratch.word("lost.\(end)"))\(force)")
            #expect(lost?.code == .file)
            #expect(lost?.message.contains("no/such/file.\(end)") == true)
        }
        #expect(scratch.names == ["a.\(end)", "b.\(end)", "lost.\(end)"])
        for name in scratch.names {
            let target = try? FileManager.default.destinationOfSymbolicLink(
                atPath: scratch.file(name))
            #expect(target != nil, "\(name) is a link no more")
        }
    }

    @Test("Lines are added after what is there, and a pipe that nobody reads is an error")
    func appending() throws {
        let path = scratch.file("notes")
        for line in ["one\n", "two\n"] {
            #expect(OutputFile.append(Array(line.utf8), to: path, mode: 0o600) == 0)
        }
        #expect(try scratch.read("notes") == "one\ntwo\n")
        #expect(mkfifo(scratch.file("pipe"), 0o600) == 0)
        #expect(OutputFile.append([1], to: scratch.file("pipe"), mode: 0o600) == ENXIO)
    }
}

@Suite("What killed processes left")
struct StrayFileTests {
    private let scratch: ScratchFolder

    init() throws { scratch = try ScratchFolder() }

    /// Returns the number of a process that has just ended.
    private func deadProcess() throws -> pid_t {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/true")
        try process.run()
        process.waitUntilExit()
        return process.processIdentifier
    }

    @Test(
        "Only exact names are those of parts",
        arguments: [
            (".flipside-12-3.part", true), (".flipside-1-1.part", true),
            (".flipside-0-1.part", false), (".flipside--1-1.part", false),
            (".flipside-012-1.part", false), (".flipside-12-+1.part", false),
            (".flipside-12-1.part~", false), ("x.flipside-12-1.part", false),
            (".flipside-12.part", false), (".flipside-12-1-1.part", false),
            (".flipside-99999999999-1.part", false), (".flipside-.part", false),
        ])
    func names(name: String, isOne: Bool) {
        #expect((TemporaryName(name) != nil) == isOne)
        #expect(TemporaryName(name).map(\.text) == (isOne ? name : nil))
    }

    @Test("The next file written in a folder takes the strays away, and nothing else")
    func sweep() throws {
        let dead = try deadProcess()
        let strays = [".flipside-\(dead)-1.part", ".flipside-\(dead)-2.part"]
        for name in strays { _ = try scratch.write("half", to: name) }
        let mine = [
            ".flipside-\(dead)-x.part", ".flipside-\(getpid())-1.part", "flipside-\(dead)-1.part",
        ]
        for name in mine { _ = try scratch.write("mine", to: name) }
        let link = ".flipside-\(dead)-3.part"
        try FileManager.default.createSymbolicLink(
            atPath: scratch.file(link), withDestinationPath: mine[2])
        let folder = ".flipside-\(dead)-4.part"
        try FileManager.default.createDirectory(
            atPath: scratch.file(folder), withIntermediateDirectories: false)
        try run(["preset demo", "weights out=\(scratch.word("w.csv"))"])
        #expect(scratch.names == (mine + [link, folder, "w.csv"]).sorted())
        for name in mine { #expect(try scratch.read(name) == "mine") }
    }

    @Test("A part that somebody holds open stays: its process may be on another machine")
    func locked() throws {
        let name = ".flipside-\(try deadProcess())-1.part"
        _ = try scratch.write("half", to: name)
        let descriptor = open(scratch.file(name), O_RDONLY | O_CLOEXEC)
        #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        StrayFiles.sweep(scratch.path + "/")
        #expect(scratch.names == [name])
        close(descriptor)
        StrayFiles.sweep(scratch.path + "/")
        #expect(scratch.names.isEmpty)
    }

    @Test("Somebody else's part stays", .enabled(if: getuid() == 0))
    func foreign() throws {
        let name = ".flipside-\(try deadProcess())-1.part"
        _ = try scratch.write("half", to: name)
        #expect(chown(scratch.file(name), 65_534, 65_534) == 0)
        StrayFiles.sweep(scratch.path + "/")
        #expect(scratch.names == [name])
    }

    @Test("A sitting looks into a folder once")
    func once() throws {
        let name = ".flipside-\(try deadProcess())-1.part"
        var (session, _) = try run(["preset demo", "weights out=\(scratch.word("v.csv"))"])
        _ = try scratch.write("half", to: name)
        try session.execute("weights out=\(scratch.word("w.csv"))")
        #expect(scratch.names == [name, "v.csv", "w.csv"])
    }
}
