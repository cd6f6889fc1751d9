// SPDX-License-Identifier: GPL-3.0-or-later

import Figures
import Foundation
import LabTestSupport
import Testing

private let load = "load \"\(shippedLog)\""
private let curves = "curves \"\(repository.appending(path: "assets/logs/tiny-curves.csv").path)\""

/// Every plot of files, with the name of what it draws.
private let plots = [
    (load, "tiny-grpo-tokens.csv", "histogram"), (load, "tiny-grpo-tokens.csv", "mass"),
    (load, "tiny-grpo-tokens.csv", "tokens response=62 step=1 epoch=1"),
    (load, "tiny-grpo-tokens.csv", "clip log=last"),
    (load, "tiny-grpo-tokens.csv", "kl log=last"),
    (load, "tiny-grpo-tokens.csv", "ratio + entropy log=last"),
    (load, "tiny-grpo-tokens.csv", "mass + weight"),
    (curves, "tiny-curves.csv", "curves metric=entropy,reward"),
    (curves, "tiny-curves.csv", "phase metric=entropy,reward"),
]

/// What a picture says, in one text.
private func words(of figure: Figure) -> String {
    let panels = figure.panels.flatMap { panel in
        [panel.title, panel.x.label, panel.y.label] + panel.marks.flatMap(\.series).map(\.name)
    }
    return ([figure.title, figure.heading, figure.footnote] + panels)
        .map { MathText($0).plainText }.joined(separator: " ")
}

@Test("The picture names no file unless names=yes; alternative text may", arguments: plots)
func fileNames(setup: String, name: String, plot: String) throws {
    let plain = try drawnFigure([setup], "plot \(plot)")
    #expect(!words(of: plain).contains(name), "\(words(of: plain))")
    let named = try drawnFigure([setup], "plot \(plot) names=yes")
    #expect(MathText(named.footnote).plainText.contains(name))
    #expect(named.alternativeText == plain.alternativeText)
}

@Test("names= says where a figure is of no file, on a line but not in a theme")
func namesOfNothing() throws {
    for plot in ["weight", "histogram source=bench", "surface + lag"] {
        let (_, listener) = try run(["preset demo", "plot \(plot) names=yes"])
        #expect(
            listener.notes.contains {
                $0.contains("names= changes nothing here; it is for plots of logs")
            }, "\(plot)")
    }
    let scratch = try ScratchFolder()
    let theme = try scratch.write("theme=light\nnames=yes\n", to: "paper.theme")
    let (_, listener) = try run(["plot weight theme=\(theme)"])
    #expect(!listener.notes.contains { $0.contains("names=") })
    let figure = try drawnFigure([load], "plot histogram theme=\(theme)")
    #expect(figure.footnote.contains("tiny"))
}
