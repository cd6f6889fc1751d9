// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Lab
import LabTestSupport
import Testing

@Suite("Statistics that loading found on its way")
struct WeighedLogTests {
    private let header = "old_log_probs,log_probs,advantages\n"

    @Test("reweigh says the same whether loading has found it or the log is read again")
    func sameNumbers() throws {
        let scratch = try ScratchFolder()
        _ = try scratch.write(header + "-1,-0.5,1\n-1,-2,-1\n-0.1,-0.2,1\n", to: "a.csv")
        let kept = try lastOutput("load \(scratch.word("a.csv"))", "reweigh format=json")
        // A log of another method was kept, so that this one reads.
        let read = try lastOutput(
            "use nois", "load \(scratch.word("a.csv"))", "use grpo,aspo", "reweigh format=json")
        #expect(kept == read)
    }

    @Test("Other bounds and other methods are not answered with what was kept")
    func otherBounds() throws {
        let scratch = try ScratchFolder()
        _ = try scratch.write(header + "-1,-0.5,1\n-1,-2,-1\n-1,-0.2,-1\n", to: "a.csv")
        let load = "load \(scratch.word("a.csv"))"
        let usual = try lastOutput(load, "reweigh format=json")
        for line in ["set eps_high=5", "set grpo.c=1.1", "use nois", "set eps_low=0.9"] {
            #expect(try lastOutput(load, line, "reweigh format=json") != usual, "\(line)")
        }
        #expect(try lastOutput(load, "reweigh eps_high=5 format=json") != usual)
    }

    @Test("A file that has changed since is read anew")
    func changedFile() throws {
        let scratch = try ScratchFolder()
        _ = try scratch.write(header + "-1,-0.5,1\n-1,-2,-1\n", to: "a.csv")
        let path = scratch.file("a.csv")
        var (session, listener) = try run(["load \(scratch.word("a.csv"))"])
        try Data((header + "-1,-0.5,1\n").utf8).write(to: URL(filePath: path))
        try session.execute("reweigh format=json")
        #expect(listener.outputs.last?.contains("\"tokens\":1,") == true)
    }
}
