// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Results

/// Answers of one simulation, as a page shows them.
package struct PageAnswers: Sendable {
    private let caption: String
    private let answers: [PageAnswer]

    /// Makes the answers of a simulation; nil for none.
    ///
    /// - Parameters:
    ///   - answers: The answers, in the order of steps.
    ///   - caption: Whose they are.
    package init?(_ answers: [PageAnswer], caption: String) {
        guard !answers.isEmpty else { return nil }
        (self.answers, self.caption) = (answers, shownText(caption))
    }

    private static let explanation =
        "Answers that it was trained on at the start, in the middle and at the end: each token has "
        + "the colour of its weight w in the last update that it was part of."

    /// What the page's script reads.
    var document: JSON {
        .object([
            JSON.Member("explanation", .string(Self.explanation)),
            JSON.Member("legend", WeightLook.legend),
            JSON.Member("answers", .array(answers.map(\.document))),
            JSON.Member("caption", .string(caption)),
        ])
    }

    /// The answers for readers without scripts.
    var elements: [String] {
        ["<p>\(PageText.html(Self.explanation))</p>", WeightLook.legendElement]
            + answers.flatMap(\.elements) + ["<p class=\"hint\">\(PageText.html(caption))</p>"]
    }
}
