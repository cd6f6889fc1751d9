// SPDX-License-Identifier: GPL-3.0-or-later

/// Something that takes any bytes, and must neither crash nor hang nor break its promises.
///
/// scripts/fuzz hands these to libFuzzer; the tests feed each with damaged examples.
public struct FuzzTarget: Sendable {
    /// What scripts/fuzz calls it.
    public let name: String

    /// Inputs to start from.
    public let seeds: @Sendable () -> [[UInt8]]

    /// Takes one input; returns which promise was broken, or nil.
    public let run: @Sendable (_ input: [UInt8]) -> String?
}

extension FuzzTarget {
    /// Every target.
    public static let all: [FuzzTarget] = [
        .lines, .expressions, .logs, .parts, .packed, .growing, .shapes, .arrays, .scores,
        .vocabularies, .curves, .runFiles, .policies, .sweepParts, .tokenFiles, .lessonFiles, .png,
        .svg, .pdf,
        .recipes,
    ]
}
