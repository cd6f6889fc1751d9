// SPDX-License-Identifier: GPL-3.0-or-later

import Results

/// The look of a token by its weight: a class of the style sheet, and what the legend says of it.
struct WeightLook {
    let name: String
    let title: String
    /// Weights from this on have the next look.
    let end: Double

    /// Every look, from the least weight.
    static let all = [
        WeightLook(name: "none", title: "w = 0", end: .leastNonzeroMagnitude),
        WeightLook(name: "least", title: "w < 0.8", end: 0.8),
        WeightLook(name: "less", title: "w < 0.98", end: 0.98),
        WeightLook(name: "one", title: "w about 1", end: 1.02),
        WeightLook(name: "more", title: "w ≥ 1.02", end: 1.25),
        WeightLook(name: "most", title: "w ≥ 1.25", end: .infinity),
    ]

    /// Returns the look of a weight.
    static func of(_ weight: Double) -> WeightLook {
        all.first { weight < $0.end } ?? all[all.count - 1]
    }

    /// Returns a piece of an answer with this look; the blank after it has none.
    func chip(_ piece: String, isFalse: Bool) -> String {
        let word = piece.hasSuffix(" ") ? String(piece.dropLast()) : piece
        return
            "<span class=\"chip \(name)\(isFalse ? " false" : "")\">\(PageText.html(word))</span>"
            + (word == piece ? "" : " ")
    }

    /// What stands for all looks, as the page's script reads it.
    static var legend: JSON {
        .array(all.map { .array([.string($0.name), .string($0.title)]) } + [falseStep])
    }

    private static let falseStep = JSON.array([.string("false"), .string("a false step")])

    /// The legend as an element.
    static var legendElement: String {
        let chips = all.map { $0.chip($0.title, isFalse: false) }
        return "<p class=\"chips\">\(chips.joined(separator: " ")) "
            + "<span class=\"chip false\">a false step</span></p>"
    }
}
