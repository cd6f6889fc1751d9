// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures
import LabTestSupport
import Testing

@testable import Lab
import WorkbenchModel

private let words = "one seed: no spread is known"

@Test(
    "A figure of one seed says that no spread is known, one of two does not",
    arguments: [
        "entropy", "accuracy", "kl", "ratio", "clip", "dynamics", "phase", "paired", "sweep",
        "pareto", "sweep metric=entropy",
    ])
func oneSeed(kind: String) throws {
    let isOfSweep = kind.hasPrefix("sweep") || kind == "pareto"
    let isPlane = kind.contains("metric")
    for seeds in [1, 2] {
        let setup =
            isOfSweep
            ? "sweep world=bandit lr=0.5,1\(isPlane ? " eps_high=0.2,0.3" : "") steps=2 "
                + "seeds=\(seeds) methods=grpo,aspo"
            : smallGraph("methods=grpo,aspo steps=3 seeds=\(seeds)")
        let figure = try drawnFigure([setup], "plot \(kind)")
        #expect(figure.footnote.contains(words) == (seeds == 1), "\(figure.footnote)")
        #expect(!figure.footnote.contains("95 %") || seeds == 2, "\(figure.footnote)")
        guard isPlane else { continue }
        let rings = figure.panels[0].marks.contains { if case .points = $0 { true } else { false } }
        #expect(!rings || seeds == 2, "of one seed no cell is ringed")
    }
}

@Test("What is exact has no seeds to speak of")
func exactRuns() throws {
    let setup = ["preset rich", "simulate steps=3"]
    #expect(!(try drawnFigure(setup, "plot entropy").footnote.contains(words)))
    #expect(!(try drawnFigure(setup, "plot kl").footnote.contains(words)))
}

@Test("A bench whose tokens are all masked is told from one without advantages")
func masked() throws {
    var (session, _) = try run(["token a old=0.2 new=0.3 adv=1"])
    let masked = session.failure(of: "plot mass out=f.png")
    #expect(masked?.message == "no token of the bench has a gradient: the methods mask them all")
    #expect(masked?.hint?.contains("plot mass methods=is-noclip") == true)
    #expect(
        try drawnFigure(["token a old=0.2 new=0.3 adv=1"], "plot mass methods=is-noclip").panels
            .count == 2)
    try session.execute("token a adv=0")
    let idle = session.failure(of: "plot mass out=f.png")
    #expect(
        idle?.message.contains("has an advantage") == true && idle?.hint?.contains("adv=+1") == true
    )
}

@Test("A correction has one colour, dash and marker, whatever stands beside it")
func correctionStyles() throws {
    let names = [
        "tis", "icepop", "rho-mask", "k3-mask", "seq-tis", "seq-icepop", "geo-tis", "geo-mask",
        "geo-rs", "opsm",
    ]
    let all = MethodStyles.styles(ofCorrections: names)
    #expect(Set(all).count == names.count)
    for (name, style) in zip(names, all) {
        let others = names.filter { $0 != name }.prefix(2)
        let styles = MethodStyles.styles(ofCorrections: [others[0], name, others[1]])
        #expect(styles[1] == style, "\(name)")
    }
    let figure = try drawnFigure([], "plot correction correction=k3-mask,tis")
    #expect(figure.panels[0].lines.map(\.style) == [all[3], all[0]])
    let typed = try drawnFigure(
        ["rule soft correction = min(rho, sqrt(rho_high))"], "plot correction correction=soft,tis")
    #expect(typed.panels[0].lines.last?.style == all[0])
}
