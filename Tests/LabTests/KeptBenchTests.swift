// SPDX-License-Identifier: GPL-3.0-or-later

import Lab
import LabTestSupport
@testable import Results
import Testing
import WorkbenchModel

@Suite("A bench that outlives its session")
struct KeptBenchTests {
    let folder: ScratchFolder

    init() throws {
        folder = try ScratchFolder()
    }

    private func session() -> (Session, Listener) { makeSession(stateFolder: folder.path) }

    /// Leaves a bench as a process does that is killed: its lock goes, its file stays.
    private func leave(_ lines: String...) throws {
        var (session, _) = session()
        for line in lines { try session.execute(line) }
        session.keepBench()
    }

    @Test("What a session leaves is offered, and restore brings it back, number for number")
    func restored() throws {
        try leave(
            "token zebra old=0.1 new=1/3 adv=-1", "set c=5", "rule gentle = 1/sqrt(r)",
            "use grpo,gentle")
        var (session, listener) = session()
        #expect(session.leftBenchNotice?.contains("restore") == true)
        #expect(
            session.leftBenchNotice
                == "From an earlier session: 1 token, 1 rule and 2 settings kept: "
                + "restore brings them back.")
        try session.execute("token other old=0.5 new=0.5")
        try session.execute("restore")
        try session.execute("weights format=csv")
        #expect(listener.outputs.last?.hasPrefix("token,old,new") == true)
        #expect(listener.outputs.last?.contains("weight.gentle") == true)
        #expect(listener.outputs.last?.contains("0.3333333333333333") == true)
        #expect(listener.outputs.last?.contains("other") == false)
        #expect(session.leftBenchNotice == nil)
        try session.execute("undo")
        try session.execute("show tokens format=csv")
        #expect(listener.outputs.last?.contains("other") == true)
    }

    @Test("A session that lives keeps its bench to itself, and leaves it when it ends in order")
    func alive() throws {
        var (first, _) = session()
        try first.execute("token zebra old=0.1")
        first.keepBench()
        #expect(session().0.leftBenchNotice == nil)
        try first.execute("rule f = 1/r")
        #expect(first.leaveBench() == "1 token and 1 rule kept: restore brings them back")
        var (second, listener) = session()
        #expect(second.leftBenchNotice?.contains("1 token and 1 rule kept") == true)
        second.workspace.environment.answers = true
        try second.execute("restore")
        #expect(listener.notes == ["Restored: 1 token and 1 rule."])
        #expect(session().0.leftBenchNotice == nil)
        try second.execute("clear")
        try second.execute("drop f")
        #expect(second.leaveBench() == nil)
        #expect(session().0.leftBenchNotice == nil)
    }

    @Test("A bench that was left before is there once; one that was never filled is none")
    func same() throws {
        for _ in 1...3 {
            var (session, _) = session()
            #expect(session.leaveBench() == nil)
            try session.execute("token zebra old=0.1")
            #expect(session.leaveBench() == "1 token kept: restore brings it back")
        }
        var (session, listener) = session()
        try session.execute("restore")
        #expect(listener.notes.last == "Restored: 1 token.")
    }

    @Test("A bench that was emptied is not offered")
    func emptied() throws {
        do {
            var (session, _) = session()
            try session.execute("preset demo")
            session.keepBench()
            try session.execute("reset")
            session.keepBench()
        }
        #expect(session().0.leftBenchNotice == nil)
    }

    @Test("Several are brought back one after the other, the last one first")
    func several() throws {
        try leave("token first old=0.1 new=0.1")
        try leave("token second old=0.1 new=0.1")
        var (session, listener) = session()
        for name in ["second", "first"] {
            try session.execute("restore")
            try session.execute("show tokens format=csv")
            #expect(listener.outputs.last?.contains(name) == true)
        }
        try session.execute("restore")
        #expect(listener.notes.last?.contains("No earlier session") == true)
    }

    @Test("At most twenty are kept besides the last, and forget=yes throws them away")
    func bounded() throws {
        for number in 1...23 { try leave("token t\(number) old=0.1 new=0.1") }
        var (session, listener) = session()
        try session.execute("restore forget=yes")
        #expect(listener.notes.last == "Forgotten: 21.")
        #expect(session.leftBenchNotice == nil)
    }

    @Test("Simulations are not run again; their commands are listed")
    func leftOut() throws {
        try leave("preset demo", "simulate steps=2")
        var (session, listener) = session()
        try session.execute("restore")
        let lines = listener.notes.last?.split(separator: "\n") ?? []
        #expect(lines.first == "Restored: 4 tokens.")
        #expect(lines.dropFirst().first?.contains("not kept") == true)
        #expect(lines.last?.hasPrefix("  simulate") == true)
        try session.execute("show tokens format=csv")
        #expect(listener.outputs.last?.contains("Therefore") == true)
    }
}
