// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
@testable import Figures
import LabTestSupport
import Testing

@testable import Lab
import WorkbenchModel

private let methods = [
    "grpo", "aspo", "ppo", "dapo", "cispo", "sapo", "nois", "reinforce", "dcpo", "gppo",
    "two-sided", "posnois",
]

private let sizes = [
    "6x4cm", "8x6cm", "8.5x4.5cm", "9x3cm", "12x7cm", "3.25x2.4in", "8x8cm", "icml-column",
    "neurips", "slide", "square",
]

private let plots = [
    "weight", "gradient", "surface", "regions", "correction", "tokens", "mass", "histogram", "lag",
    "entropy", "accuracy", "kl", "ratio", "clip", "dynamics", "paired", "weight + gradient",
    "weight + entropy", "surface + regions", "dynamics + weight",
]

/// Returns a session that lays figures out as letters really are and keeps the pages, after a
/// simulation and with tokens.
private func preparedSession() throws -> (Session, Pages) {
    let pages = Pages()
    let environment = Environment(
        emit: { _ in }, isCancelled: { false },
        renderer: FigureRenderer(
            layout: { $0.layout(measuring: WidthTable.builtIn) },
            formats: [
                FigureFormat(
                    ending: "png",
                    encode: { page, _ in
                        pages.page = page
                        return [0]
                    })
            ]))
    var session = Session(environment: environment)
    try session.execute("preset demo")
    try session.execute(smallGraph("methods=\(methods.joined(separator: ",")) steps=2"))
    return (session, pages)
}

/// The page that was drawn last.
private final class Pages: @unchecked Sendable {
    var page: DisplayList?
}

/// Every run of text, with its size and whether it stands on the page.
private func runs(_ page: DisplayList) -> [(text: String, size: Double, isOnPage: Bool)] {
    func found(_ item: DisplayList.Item) -> [(String, Double, Bool)] {
        switch item {
        case .clipped(_, let items), .group(_, let items): return items.flatMap(found)
        case .text(let text, at: let place, let font, color: _, let angle):
            let width = WidthTable.builtIn.measure(text, font: font).width
            let right = angle == 0 ? place.x + width : place.x
            let top = angle == 0 ? place.y : place.y - width
            let isInside = place.x >= 0 && right <= page.width && top >= 0 && place.y <= page.height
            return [(text, font.size, isInside)]
        default: return []
        }
    }
    return page.items.flatMap(found)
}

@Test("Whatever is drawn at whatever size, it has room there or on the page that the error names")
func anyPlotAnySize() throws {
    let (prepared, pages) = try preparedSession()
    let scratch = try ScratchFolder()
    // Steps without a common factor meet all pairs in time; these are the first of them.
    for index in 0..<6 {
        var session = prepared
        let plot = plots[index % plots.count]
        let size = sizes[(index * 4) % sizes.count]
        let font = index % 3 == 0 ? "serif" : "sans"
        let count = [1, 2, 6, 12][(index / 3 + index / plots.count) % 4]
        let chosen = plot.contains("paired") ? max(2, count) : count
        let words = plot.contains("tokens") || plot.contains("surface") ? min(chosen, 2) : chosen
        let line =
            "plot \(plot) methods=\(methods.prefix(words).joined(separator: ",")) font=\(font)"
        let out = "out=\(scratch.word("f.png")) force=yes"
        pages.page = nil
        if let error = session.failure(of: "\(line) size=\(size) \(out)") {
            #expect(error.message.contains("needs at least"), "\(line) size=\(size): \(error)")
            #expect(pages.page == nil, "nothing is drawn where there is no room")
            let words = try #require(error.hint).split(separator: " ")
            let named = try #require(words.first { $0.hasPrefix("size=") })
            let second = session.failure(of: "\(line) \(named) \(out)")
            #expect(second == nil, "\(line) \(named)")
        }
        let page = try #require(pages.page, "\(line) size=\(size)")
        #expect(page.fits)
        let scale = size == "slide" ? 2.2 : 1
        for run in runs(page) {
            #expect(run.size >= 5.5 - 1e-9, "\(run.text) in \(line) size=\(size)")
            #expect(!run.text.hasSuffix("…"), "\(run.text) in \(line) size=\(size)")
            #expect(scale > 1 || run.isOnPage, "\(run.text) in \(line) size=\(size)")
        }
    }
}

@Test("Without a size the page is as large as it takes, and nothing is left out")
func usualPages() throws {
    let (prepared, pages) = try preparedSession()
    let scratch = try ScratchFolder()
    for plot in plots {
        var session = prepared
        pages.page = nil
        try session.execute("plot \(plot) methods=grpo,aspo out=\(scratch.word("f.png")) force=yes")
        let page = try #require(pages.page)
        #expect(page.fits && page.omitted.isEmpty, "\(plot)")
    }
}

@Test("The common part of masks is shaded, the far side of a dual clip with it")
func commonMask() throws {
    func regions(_ methods: String) throws -> [[ClosedRange<Double>]] {
        try drawnFigure([], "plot weight methods=\(methods)").panels.map { panel in
            panel.marks.compactMap { if case .region(let region) = $0 { region.x } else { nil } }
        }
    }
    let alone = try regions("grpo")
    #expect(alone[0].count == 1 && isClose(alone[0][0].lowerBound, 1.2))
    #expect(alone[1].count == 2 && isClose(alone[1][0].upperBound, 0.8))
    #expect(alone[1].last.map { isClose($0.lowerBound, 3) } == true)
    let both = try regions("grpo,dapo")
    #expect(both[0].count == 1 && isClose(both[0][0].lowerBound, 1.28), "the part of both masks")
    #expect(try regions("grpo,reinforce") == [[], []])
}

@Test("Good and bad tokens of a kind stand in one row, whatever stands before them")
func pairsInRows() throws {
    let figure = try drawnFigure(
        ["simulate world=bandit seeds=2 steps=3"], "plot entropy + weight + lag")
    let grid = PageGrid(figure)
    #expect(grid.cells[1].row == grid.cells[2].row)
    #expect(figure.panels[1].staysWithNext && !figure.panels[2].staysWithNext)
}

@Test("A panel without tokens of its sign says so")
func emptyPanel() throws {
    let figure = try drawnFigure(
        ["token a old=0.2 new=0.3 adv=+1", "token b old=0.3 new=0.2 adv=+1"], "plot mass")
    let notes = figure.panels.map { panel in
        panel.marks.compactMap { if case .note(let note) = $0 { note.text } else { nil } }
    }
    #expect(notes == [[], ["no tokens with $A < 0$"]])
}
