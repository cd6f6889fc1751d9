// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures
import Foundation
import LabTestSupport
import Testing

@testable import Lab
@testable import WorkbenchModel

extension Listener {
    /// The figures that front ends were given to show.
    fileprivate var shown: [ShownFigure] {
        events.compactMap { if case .figure(let figure) = $0 { figure } else { nil } }
    }
}

@Suite("Figures to look at")
struct ViewTests {
    @Test("plot without out= shows the figure that it would draw to a file")
    func plot() throws {
        let scratch = try ScratchFolder()
        let (_, listener) = try run([
            "plot weight theme=dark", "plot weight theme=dark out=\(scratch.word("f.png"))",
        ])
        #expect(listener.shown.map(\.figure) == [listener.figures.last])
        #expect(listener.shown.first?.graphics == nil)
        #expect(listener.outputs.count == 1)
    }

    @Test("view shows the last figure again, or the last of a kind, and undo leaves it there")
    func again() throws {
        let (_, listener) = try run([
            "plot weight", "set eps_high=0.3", "plot gradient", "undo", "view", "view weight",
        ])
        let titles = listener.shown.compactMap(\.figure?.title)
        try #require(titles.count == 4)
        #expect(titles[2] == titles[1] && titles[1] != titles[0] && titles[3] == titles[0])
    }

    @Test("Of many figures of a kind only the last is kept, and all are listed")
    func kept() throws {
        let (session, _) = try run(Array(repeating: "plot weight", count: 20) + ["plot gradient"])
        #expect(session.workspace.figures.count == 21)
        #expect(session.workspace.figures.count { $0.figure != nil } == 2)
    }

    @Test("graphics= goes before FLIPSIDE_GRAPHICS, and auto before both")
    func graphics() throws {
        let listener = Listener()
        var session = Session(
            environment: Environment(
                emit: { [weak listener] in listener?.hear($0) }, isCancelled: { false },
                renderer: makeRenderer { _, _ in [] },
                variable: { $0 == "FLIPSIDE_GRAPHICS" ? "blocks" : nil }))
        for line in ["plot weight", "view graphics=ascii", "view graphics=auto"] {
            try session.execute(line)
        }
        #expect(listener.shown.map(\.graphics) == [.blocks, .ascii, nil])
    }

    @Test("Programs get a row without a file, which plots again")
    func row() throws {
        let document = try lastOutput("plot weight format=json")
        let rows = try JSONSerialization.jsonObject(with: Data(document.utf8))
        let row = try #require((rows as? [[String: Any]])?.first)
        #expect(row["figure"] is NSNull && row["bytes"] is NSNull)
        #expect((row["recipe"] as? String)?.hasSuffix("plot weight methods=grpo,aspo") == true)
        #expect((row["alt"] as? String)?.contains("ASPO") == true)
    }

    @Test("A figure's file is shown by its recipe, in any sitting; one without by its bytes")
    func files() throws {
        let scratch = try ScratchFolder()
        let name = scratch.word("f.png")
        let (_, first) = try run(["set eps_high=0.3", "plot weight out=\(name)"])
        var (session, listener) = makeSession()
        try session.execute("view \(name)")
        let shown = try #require(listener.shown.last)
        #expect(shown.figure == first.figures.last && shown.figure != nil)
        #expect(try shown.png(72) == Array(scratch.read("f.png").utf8))
        for text in ["%paper by hand\n", "%paper hostile\nsave other.flip\nplot weight"] {
            _ = try scratch.write(text, to: "f.png")
            try session.execute("view \(name)")
            let other = try #require(listener.shown.last)
            #expect(other.figure == nil)
            #expect(try other.png(72) == Array(text.utf8))
        }
        _ = try scratch.write("GIF89a", to: "f.png")
        #expect(session.failure(of: "view \(name)")?.message.contains("is no figure") == true)
    }

    @Test("A PNG of a shown figure is drawn as finely as it is asked for")
    func fineness() throws {
        let (_, listener) = try run(["plot weight"])
        _ = try listener.shown.first?.png(96)
        #expect(listener.figures.last?.size.dotsPerInch == 96)
    }
}
