// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import LabTestSupport
@testable import Provenance
@testable import Results
import Testing

@testable import Lab
@testable import WorkbenchModel

/// Recipes that take too much, with what is said of each.
private let excessive: [(recipe: String, says: String)] = [
    ("preset demo\nsimulate steps=200000\nplot entropy", "takes more than 0.06 s"),
    ("simulate world=graph steps=3000 seeds=50\nplot entropy", "it would take about"),
    ("sweep world=graph lr=1..9 n=500 seeds=50 steps=900\nplot sweep", "it would take about"),
    ("plot weight size=47x47in dpi=300", "and 32 million are the most of a recipe"),
]

@Suite("What a recipe may take")
struct RecipeLimitTests {
    @Test("What takes too much is refused with the limit and a way around it", arguments: excessive)
    func excess(row: (recipe: String, says: String)) throws {
        let scratch = try ScratchFolder()
        var (session, listener) = makeSession()
        let file = try forged(row.recipe, in: scratch)
        let error = session.failure(of: "replay \(file) minutes=0.001")
        #expect(error?.message.contains(row.says) == true, "\(error?.message ?? "no error")")
        #expect(error?.hint?.contains("recipe FILE prints") == true)
        #expect(listener.outputs.isEmpty && session.workbench == Workbench())
        let other = try forged("plot clip", in: scratch, named: "other.png")
        try session.execute("diff \(file) \(other) minutes=0.001")
        #expect(listener.outputs.last?.contains("cannot be followed") == true)
    }

    @Test("Memory is counted from where the recipe begins, over all of its lines")
    func memory() throws {
        let scratch = try ScratchFolder()
        _ = try forged("preset demo\nsimulate steps=3000\nplot entropy", in: scratch)
        let (session, _) = makeSession()
        let figure = try session.workspace.figureOnDisk(argument(scratch.file("forged.png")))
        var limit = RecipeLimit()
        // The memory is that of the process, in which other tests run at the same time; how long they
        // all take is not asked here.
        (limit.memory, limit.seconds) = (4 << 30, 3600)
        #expect(
            try session.remade(figure.recipe(), of: figure, files: RecipeFiles(), within: limit)
                .kinds
                == "entropy")
        limit.memory = -(1 << 40)
        let error = #expect(throws: CommandError.self) {
            try session.remade(figure.recipe(), of: figure, files: RecipeFiles(), within: limit)
        }
        #expect(error?.message.contains("MiB of memory") == true)
    }

    @Test("A watch sees memory that is taken, and the clock")
    func watch() {
        var limit = RecipeLimit()
        limit.memory = 32 << 20
        let watch = RecipeWatch(limit)
        #expect(!(0..<40).contains { _ in watch.isOver() } && watch.excess == nil)
        let taken = [UInt8](repeating: 1, count: 96 << 20)
        #expect((0..<40).contains { _ in watch.isOver() })
        #expect(watch.excess == .memory && taken.count > 0)
        limit.seconds = 0
        let late = RecipeWatch(limit)
        #expect(late.isOver() && late.excess == .time)
    }

    @Test("A figure of more panels than any of ours is refused")
    func panels() throws {
        let scratch = try ScratchFolder()
        _ = try forged("plot surface methods=grpo,aspo", in: scratch)
        let (session, _) = makeSession()
        let figure = try session.workspace.figureOnDisk(argument(scratch.file("forged.png")))
        var limit = RecipeLimit()
        limit.panels = 3
        let error = #expect(throws: CommandError.self) {
            try session.remade(figure.recipe(), of: figure, files: RecipeFiles(), within: limit)
        }
        #expect(error?.message.contains("4 panels, and 3 are the most") == true)
    }

    @Test("A table that nobody would see is not made")
    func unheard() throws {
        let scratch = try ScratchFolder()
        let asked = Counter()
        let file = try forged(
            "preset demo\nsweep x=new:0.1..0.5 n=1000000 methods=grpo\nplot weight", in: scratch)
        var (session, listener) = makeSession(isCancelled: {
            asked.add()
            return false
        })
        try session.execute("replay \(file)")
        #expect(listener.outputs.count == 1)
        // The table would ask every 1024 rows.
        #expect(asked.count < 100)
    }

    private func argument(_ path: String) -> Argument {
        Argument(
            name: "file", key: "file", value: .text(path), text: path, span: 0..<0, keySpan: 0..<0)
    }
}
