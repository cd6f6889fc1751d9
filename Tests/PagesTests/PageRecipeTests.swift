// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures
import Foundation
import LabTestSupport
import Testing
import WorkbenchModel

@testable import Lab
@testable import Pages

@Suite("A page and its recipe")
struct PageRecipeTests {
    /// A bench of which a picture of the weights shows little.
    private let bench = [
        "token a old=0.1 new=0.05 adv=1", "rule gentle = if A > 0 then 1/sqrt(r) else r",
        "set c=4", "set aspo.c=5", "use grpo,gentle",
    ]

    @Test(
        "Replayed it is the same, byte for byte, with all of its bench",
        arguments: [
            "weight", "surface methods=grpo", "gradient + weight theme=dark",
            "entropy + weight size=9x5in",
        ])
    func replay(kinds: String) throws {
        let scratch = try ScratchFolder()
        let (file, again) = (scratch.word("a.html"), scratch.word("b.html"))
        var (session, listener) = pageSession()
        for line in bench + ["simulate steps=3", "token b old=0.2 new=0.3 adv=-1"] {
            try session.execute(line)
        }
        try session.execute("plot \(kinds) out=\(file)")
        // Whatever is on the bench now.
        try session.execute("reset")
        try session.execute("replay \(file) out=\(again)")
        #expect(listener.outputs.last == "The figure came out the same, byte for byte.")
        #expect(try scratch.read("a.html") == scratch.read("b.html"))
        try session.execute("recipe \(file)")
        let recipe = try #require(listener.outputs.last)
        for line in bench.prefix(4) + ["token b old=0.2 new=0.3 adv=-1"] {
            #expect(recipe.contains(line), "\(recipe)")
        }
        #expect(!recipe.contains("out="))
    }

    @Test("A page without a recipe has none, and says so")
    func without() throws {
        let scratch = try ScratchFolder()
        var (session, _) = pageSession()
        try session.execute("plot weight recipe=no out=\(scratch.word("a.html"))")
        #expect(
            session.failure(of: "replay \(scratch.word("a.html"))")?.message.contains("no recipe")
                == true)
    }

    @Test("diff and view take pages like any figure")
    func others() throws {
        let scratch = try ScratchFolder()
        let (first, second) = (scratch.word("a.html"), scratch.word("b.html"))
        var (session, listener) = pageSession()
        try session.execute("plot weight out=\(first)")
        try session.execute("plot weight c=2 out=\(second)")
        try session.execute("diff \(first) \(second)")
        #expect(listener.outputs.last?.contains("recipe  no") == true)
        try session.execute("view \(first)")
        let shown = listener.events.filter { event in
            if case Event.figure(_) = event { return true }
            return false
        }
        #expect(shown.count == 1)
    }

    @Test("What is written besides is no part of the page")
    func besides() throws {
        let scratch = try ScratchFolder()
        var (session, _) = pageSession()
        try session.execute("plot weight out=\(scratch.word("a.html"))")
        try session.execute("plot weight data=yes out=\(scratch.word("b.html"))")
        #expect(try scratch.read("a.html") == scratch.read("b.html"))
        #expect(scratch.names.sorted() == ["a.html", "b.csv", "b.html"])
    }

    @Test("A page of weights, gradients, entropy and fifty tokens is small")
    func size() throws {
        let scratch = try ScratchFolder()
        var (session, listener) = pageSession()
        for number in 1...50 {
            try session.execute("token token\(number) old=0.01\(number) new=0.0\(number) adv=-0.5")
        }
        try session.execute(
            smallGraph.replacing("steps=3", with: "steps=150 methods=grpo,aspo every=50"))
        try session.execute("plot weight + gradient + entropy out=\(scratch.word("a.html"))")
        let page = try scratch.read("a.html")
        #expect(page.utf8.count <= 150 << 10, "\(page.utf8.count)")
        let pack = Process()
        pack.executableURL = URL(filePath: "/bin/sh")
        pack.arguments = ["-c", "gzip -9 -c \"$1\" >\"$1.gz\"", "sh", "\(scratch.path)/a.html"]
        try pack.run()
        pack.waitUntilExit()
        let packed = try Data(contentsOf: URL(filePath: "\(scratch.path)/a.html.gz")).count
        #expect(packed > 5000 && packed <= 40 << 10, "\(packed)")
        #expect(!listener.notes.contains { $0.contains("KiB") }, "\(listener.notes)")
    }

    @Test("A page that becomes large is written with a remark")
    func large() throws {
        let tokens = (1...200).map { "token t\($0) old=0.001 new=0.00123456789\($0) adv=1" }
        let scratch = try ScratchFolder()
        var (session, listener) = pageSession()
        for line in tokens + ["simulate steps=390 inner=1 methods=ppo,grpo,dapo,aspo,cispo,nois"] {
            try session.execute(line)
        }
        try session.execute("plot weight + dynamics + kl out=\(scratch.word("a.html"))")
        let size = try scratch.read("a.html").utf8.count
        #expect(size > 150 << 10)
        #expect(listener.notes.contains { $0.contains("the page has \((size + 512) / 1024) KiB") })
    }
}

@Suite("A page in a notebook")
struct LivePageTests {
    @Test("A figure comes with its page where pages are shown, and nowhere else")
    func live() throws {
        var (session, listener) = pageSession()
        func pages() -> [[UInt8]] {
            listener.events.compactMap { event -> [UInt8]? in
                guard case Event.figure(let figure) = event else { return nil }
                return try? figure.page?()
            }
        }
        try session.execute("plot weight live=yes")
        #expect(pages().isEmpty)
        #expect(listener.notes.contains { $0.contains("plot weight out=page.html") })
        session.workspace.environment.showsPages = true
        try session.execute("plot weight")
        #expect(pages().isEmpty)
        try session.execute("plot weight live=yes")
        #expect(pages().count == 1)
        let scratch = try ScratchFolder()
        try session.execute("plot weight out=\(scratch.word("a.html"))")
        #expect(try String(decoding: pages()[0], as: UTF8.self) == scratch.read("a.html"))
    }

    @Test("live= is no part of a recipe")
    func recipe() throws {
        let scratch = try ScratchFolder()
        var (session, listener) = pageSession()
        try session.execute("plot weight live=yes out=\(scratch.word("a.html"))")
        #expect(listener.notes.contains { $0.hasPrefix("live= changes nothing here") })
        try session.execute("recipe \(scratch.word("a.html"))")
        #expect(listener.outputs.last?.contains("live") == false)
    }
}
