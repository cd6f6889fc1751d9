// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
@testable import Figures
import Foundation
import LabTestSupport
import Testing

@testable import Lab
import WorkbenchModel

private let small = smallGraph("methods=grpo,aspo seeds=2 steps=2")
private let log = "load \"\(repository.appending(path: "assets/logs/tiny-grpo-tokens.csv").path)\""
private let curves = "curves \"\(repository.appending(path: "assets/logs/tiny-curves.csv").path)\""
private let sweep = "sweep world=bandit lr=0.5,1 steps=2 seeds=2 methods=grpo,aspo"

/// A line with a key that changes nothing there.
private struct Idle: Sendable, CustomTestStringConvertible {
    let setup: [String]
    let plot: String
    let key: String
    let reason: String

    var testDescription: String { "\(plot) \(key)" }

    static let all = [
        Idle(
            setup: [small], plot: "plot phase", key: "smooth=0.5",
            reason: "simulations are drawn as they are"),
        Idle(
            setup: [curves], plot: "plot phase metric=entropy,reward", key: "methods=grpo",
            reason: "curves from files are of no methods"),
        Idle(
            setup: [curves], plot: "plot curves metric=entropy", key: "methods=grpo",
            reason: "plot curves is of no methods without run="),
        Idle(
            setup: [log], plot: "plot clip log=last", key: "methods=grpo",
            reason: "the steps of a log are drawn as they are"),
        Idle(
            setup: [log], plot: "plot kl log=last", key: "c=2",
            reason: "what was trained has its own"),
        Idle(
            setup: [small], plot: "plot entropy", key: "eps_high=0.3",
            reason: "what was trained has its own"),
        Idle(
            setup: [sweep], plot: "plot sweep", key: "eps_low=0.1",
            reason: "what was trained has its own"),
        Idle(
            setup: [sweep], plot: "plot sweep", key: "values=yes",
            reason: "a sweep over one setting has no cells"),
        Idle(
            setup: [], plot: "plot weight", key: "tau_pos=2",
            reason: "none of the methods drawn has it"),
        Idle(
            setup: [], plot: "plot correction", key: "eps_high=0.3",
            reason: "plot correction is of no methods"),
        Idle(
            setup: ["preset demo"], plot: "plot histogram", key: "c=2",
            reason: "plot histogram is of no methods"),
        Idle(
            setup: [], plot: "plot correction", key: "opsm_delta=0.1",
            reason: "none of the corrections drawn has it"),
        Idle(
            setup: [], plot: "plot weight", key: "old=0.7",
            reason: "the weights of these methods depend on the ratio alone"),
        Idle(
            setup: ["preset demo"], plot: "plot tokens", key: "step=1",
            reason: "tokens of the bench have none"),
        Idle(
            setup: [], plot: "plot surface", key: "palette=tol-bright",
            reason: "nothing in this figure has its colours"),
        Idle(
            setup: ["preset demo"], plot: "plot tokens", key: "colors=red,blue",
            reason: "nothing in this figure has its colours"),
        Idle(
            setup: [], plot: "plot weight theme=print", key: "palette=tol-muted",
            reason: "nothing in this figure has its colours"),
    ]
}

@Test("A key that changes nothing as things are says so, and why", arguments: Idle.all)
private func idleKeys(row: Idle) throws {
    let scratch = try ScratchFolder()
    func drawn(_ key: String) throws -> (figure: Figure?, notes: [String]) {
        let line = "\(row.plot) \(key) out=\(scratch.word("f.png")) force=yes"
        let (_, listener) = try run(row.setup + [line])
        return (listener.figures.last, listener.notes)
    }
    let (with, notes) = try drawn(row.key)
    let (without, fewer) = try drawn("")
    let name = row.key.prefix { $0 != "=" }
    #expect(notes == fewer + ["\(name)= changes nothing here; \(row.reason)."], "\(notes)")
    #expect(with?.panels == without?.panels && with?.footnote == without?.footnote)
}

@Test("The same keys are used without a word where they change something")
func keysOfUse() throws {
    let scratch = try ScratchFolder()
    for (index, (setup, plot)) in [
        ([curves], "plot phase metric=entropy,reward smooth=0.5"),
        ([small], "plot phase methods=grpo"), ([], "plot weight methods=sapo tau_pos=2"),
        ([], "plot weight + correction eps_high=0.3"), ([], "plot weight methods=dppo-tv old=0.7"),
        ([], "plot correction correction=opsm opsm_delta=0.1"),
        ([], "plot weight palette=tol-bright dpi=100"),
        ([small], "plot entropy + weight eps_high=0.3"),
        ([], "plot surface sign=good yrange=0.1..0.9"),
    ].enumerated() {
        let (_, listener) = try run(setup + ["\(plot) out=\(scratch.word("f\(index).png"))"])
        #expect(listener.notes.isEmpty, "\(plot): \(listener.notes)")
    }
}

/// What a session said besides its results.
private final class Notes: @unchecked Sendable {
    var texts: [String] = []
}

/// Returns what some lines say besides their results, where figures are laid out as letters really are.
private func notes(_ lines: [String]) throws -> [String] {
    let notes = Notes()
    let environment = Environment(
        emit: { if case .note(let text) = $0 { notes.texts.append(text) } },
        isCancelled: { false },
        renderer: FigureRenderer(
            layout: { $0.layout(measuring: WidthTable.builtIn) },
            formats: ["png", "svg"].map { FigureFormat(ending: $0, encode: { _, _ in [0] }) }))
    var session = Session(environment: environment)
    for line in lines { try session.execute(line) }
    return notes.texts
}

@Test("Wishes that a page has no room for are said")
func unmetWishes() throws {
    let scratch = try ScratchFolder()
    let out = "out=\(scratch.word("f.png")) force=yes"
    let plane =
        "sweep world=bandit lr=0.5,1,1.5,2,2.5 eps_high=0.2,0.3 steps=2 seeds=2 methods=grpo,aspo"
    let sweep = "plot sweep metric=entropy values=yes \(out)"
    let small = try notes([plane, "\(sweep) size=7x5cm"])
    #expect(small.contains { $0.hasPrefix("values=yes: the cells have no room") }, "\(small)")
    #expect(try notes([plane, sweep]).isEmpty)
    let many = "grpo,aspo,ppo,cispo,sapo,nois,dcpo,gppo"
    let line = "plot weight methods=\(many) legend=inside sign=good \(out)"
    let crowded = try notes(["\(line) size=7x5cm"])
    #expect(crowded.contains { $0.hasPrefix("legend=inside: there is no room") }, "\(crowded)")
    #expect(try notes(["plot lag methods=grpo,aspo legend=inside \(out)"]).isEmpty)
}

@Test("Dots per inch are for pictures of dots, and for sizes in them")
func dotsPerInch() throws {
    let scratch = try ScratchFolder()
    let out = "out=\(scratch.word("f.svg")) force=yes"
    let said = "dpi= changes nothing here; it is for PNG: out=figure.png."
    #expect(try notes(["plot lag dpi=100 \(out)"]) == [said])
    #expect(try notes(["plot lag dpi=100 size=900x600px \(out)"]).isEmpty)
    #expect(try notes(["plot lag dpi=100 out=\(scratch.word("f.png"))"]).isEmpty)
}

@Test(
    "No word is smaller than 5.5 points, at the least size of titles either", arguments: [7.5, 8])
func leastWords(size: Double) throws {
    for plot in [
        "weight methods=grpo,aspo", "surface", "lag", "objective methods=ppo,dapo,grpo,gppo",
    ] {
        let figure = try drawnFigure([], "plot \(plot) fontsize=\(size)")
        var sizes: [Double] = []
        func visit(_ items: [DisplayList.Item]) {
            for item in items {
                switch item {
                case .text(_, at: _, let font, color: _, angle: _): sizes.append(font.size)
                case .clipped(_, let inner), .group(_, let inner): visit(inner)
                default: break
                }
            }
        }
        visit(figure.layout(measuring: WidthTable.builtIn).items)
        #expect((sizes.min() ?? 0) >= 5.5 - 1e-9 && !sizes.isEmpty, "\(plot): \(sizes.min() ?? 0)")
    }
}
