// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures
import Foundation
import Lab
import Testing

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

    @Test("view shows the last figure again, or the last of a kind; undo takes figures back")
    func again() throws {
        let (_, listener) = try run([
            "plot weight", "plot gradient", "view", "view weight", "undo", "view",
        ])
        let titles = listener.shown.compactMap(\.figure?.title)
        try #require(titles.count == 5)
        #expect(titles[2] == titles[1] && titles[1] != titles[0])
        #expect(titles[3] == titles[0] && titles[4] == titles[0])
    }

    @Test("graphics= goes before FLIPSIDE_GRAPHICS, and auto before both")
    func graphics() throws {
        let listener = Listener()
        var session = Session(
            environment: Environment(
                emit: { listener.hear($0) }, isCancelled: { false },
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

    @Test("Of a file that is still as it was drawn, the figure is known; of others the bytes")
    func files() throws {
        let scratch = try ScratchFolder()
        let name = scratch.word("f.png")
        var (session, listener) = makeSession()
        try session.execute("plot weight out=\(name)")
        try session.execute("view \(name)")
        #expect(listener.shown.last?.figure == listener.figures.first)
        let bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1]
        try Data(bytes).write(to: URL(fileURLWithPath: scratch.file("f.png")))
        try session.execute("view \(name)")
        let other = try #require(listener.shown.last)
        #expect(other.figure == nil)
        #expect(try other.png(72) == bytes)
        try Data("GIF89a".utf8).write(to: URL(fileURLWithPath: scratch.file("f.png")))
        #expect(session.failure(of: "view \(name)")?.message.contains("is no PNG file") == true)
    }

    @Test("A PNG of a shown figure is drawn as finely as it is asked for")
    func fineness() throws {
        let (_, listener) = try run(["plot weight"])
        _ = try listener.shown.first?.png(96)
        #expect(listener.figures.last?.size.dotsPerInch == 96)
    }
}
