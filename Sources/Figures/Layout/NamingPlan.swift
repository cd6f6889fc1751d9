// SPDX-License-Identifier: GPL-3.0-or-later

/// How the lines of a whole figure are named: beside their ends, or in legends, never both.
struct NamingPlan {
    /// Whether names stand beside the ends of lines, in every panel that has names.
    let isDirect: Bool
    /// The panels whose lines have the same names, so that one legend does for all.
    let sharing: [Int]
    /// What that legend names.
    let entries: [LegendEntry]

    /// Plans the names of a figure.
    ///
    /// - Parameters:
    ///   - figure: The figure.
    ///   - contents: What is in its panels.
    ///   - allowsLineEnds: Whether names may stand beside the ends of lines at all.
    init(_ figure: Figure, _ contents: [PanelContent], allowsLineEnds: Bool) {
        let named = figure.panels.indices.filter {
            figure.panels[$0].naming != .hidden && !contents[$0].entries.isEmpty
        }
        let isWished = named.allSatisfy {
            figure.panels[$0].naming == .lineEnds && !contents[$0].isFilled
        }
        // Whoever says where a legend stands wants one.
        isDirect = allowsLineEnds && figure.legendPlace == nil && (isWished || named.count == 1)
        entries = isDirect ? [] : Self.shared(named.map { contents[$0] })
        sharing = entries.isEmpty ? [] : named
    }

    /// Returns what one legend for some panels names; nothing where each needs its own.
    ///
    /// Panels share a legend if their entries are the same. Pictures do so too, also with panels of the
    /// same lines, if nothing in one contradicts another: classes that do not occur in a panel cannot
    /// mislead there.
    private static func shared(_ contents: [PanelContent]) -> [LegendEntry] {
        guard contents.count > 1 else { return [] }
        let isSame = Set(contents.map { Set($0.entries) }).count == 1
        let lines = contents.filter { !$0.isFilled }
        let haveSameLines = lines.count != 1 && Set(lines.map { Set($0.entries) }).count <= 1
        guard isSame || haveSameLines else { return [] }
        var entries: [LegendEntry] = []
        for entry in contents.flatMap(\.entries) where !entries.contains(entry) {
            entries.append(entry)
        }
        let isClear = Set(entries.map(\.name)).count == entries.count
        return isSame || isClear ? entries : []
    }
}
