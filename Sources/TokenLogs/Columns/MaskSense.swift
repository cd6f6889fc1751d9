// SPDX-License-Identifier: GPL-3.0-or-later

/// What a column that looks like a mask says, as far as its name tells.
enum MaskSense: Sendable, Hashable {
    /// 0 for tokens outside the loss.
    case tokens
    /// 0 for whole responses outside the loss.
    case responses
    /// 0 for padding; prompts have 1.
    case attention
    /// It may be 1 for tokens in the loss or for tokens outside it, or be of something else.
    case unclear

    /// Returns what a column with a name says; nil where the name is not that of a mask.
    ///
    /// - Parameter key: The name as ``LogColumn/matchingKey(_:)`` gives it.
    init?(key: String) {
        if unclearNames.contains(key) {
            self = .unclear
            return
        }
        guard key.contains("mask"), !counts.contains(where: key.hasSuffix),
            !["num", "avg", "mean", "total", "count"].contains(where: key.hasPrefix)
        else { return nil }
        guard let words = words.meanings(of: key), words.contains(.mask) else {
            self = .unclear
            return
        }
        self =
            words.contains(.attention)
            ? .attention : words.contains(.responses) ? .responses : .tokens
    }

    /// Returns whether prime-rl wrote a mark: what its own loss clipped, and no mask of the log.
    ///
    /// - Parameters:
    ///   - key: The name of the mark.
    ///   - keys: The names of all columns.
    /// - Returns: Whether the name is that of such a mark.
    static func isClipMark(_ key: String, among keys: Set<String>) -> Bool {
        let sides: Set = ["ismaskedhigh", "ismaskedlow"]
        return sides.contains(key) || (key == "ismasked" && !sides.isDisjoint(with: keys))
    }
}

/// Names without the word that say as little.
private let unclearNames: Set = [
    "ignore", "ignored", "isignored", "pad", "pads", "ispad", "padding", "ispadding", "padded",
    "inloss", "excluded", "isexcluded",
]

/// How the names of statistics of a mask end.
private let counts = [
    "ratio", "frac", "fraction", "mean", "count", "sum", "rate", "pos", "neg", "id", "ids", "len",
    "length", "size",
]

/// What a word of a mask's name tells.
private enum MaskWord: Sendable { case mask, neutral, responses, attention }

/// Words with which 1 always means that a token counts.
private let words = NameWords<MaskWord>([
    (.mask, "mask masks"), (.attention, "attention attn"),
    (.responses, "sample samples sequence sequences seq trajectory trajectories"),
    (
        .neutral,
        "response responses completion completions loss losses token tokens action actions new "
            + "tool tools assistant assistants valid generation generated generate gen policy "
            + "output outputs answer agent model train trainable training pertoken rollout "
            + "label labels batch data llm"
    ),
])
