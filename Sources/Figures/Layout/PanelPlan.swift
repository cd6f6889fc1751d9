// SPDX-License-Identifier: GPL-3.0-or-later

/// What the layout of a panel is about to try.
struct PanelPlan: Equatable {
    /// Where the names of lines stand.
    enum NamePlace: Equatable {
        /// In a box between the axes.
        case inside
        /// Beside the ends of the lines.
        case lineEnds
        /// The same, with thin lines that lead from the ends to the names.
        case lineEndsWithLeaders
        /// In rows above the axes.
        case above
        /// Nowhere in this panel.
        case nowhere
    }

    /// How much higher than the data the vertical axis reaches, as a part of their extent.
    var headroom = 0.0

    /// Places for names still to try, the best first; never empty.
    var places: [NamePlace]

    /// The place being tried.
    var place: NamePlace { places.first ?? .nowhere }

    /// Whether names stand beside the ends of lines.
    var isDirect: Bool { place == .lineEnds || place == .lineEndsWithLeaders }

    /// Plans a panel; beside the ends of its lines names stand only where that is so in all panels,
    /// and nowhere else than a writer wishes.
    init(
        _ naming: LineNaming, _ content: PanelContent, _ wish: LegendPlace? = nil,
        allowsLineEnds: Bool = true
    ) {
        switch naming {
        case _ where content.entries.isEmpty: places = [.nowhere]
        case .legend where wish == .above, .lineEnds where wish == .above: places = [.above]
        case .legend where wish == .inside, .lineEnds where wish == .inside:
            places = [.inside, .above]
        case .legend where content.isFilled, .lineEnds where content.isFilled: places = [.above]
        case .legend where !allowsLineEnds, .lineEnds where !allowsLineEnds:
            places = [.inside, .above]
        case .legend: places = [.inside, .lineEnds, .above]
        case .lineEnds: places = [.lineEnds, .lineEndsWithLeaders, .inside, .above]
        case .hidden: places = [.nowhere]
        }
    }

    /// Steps of headroom to try where words lie on curves.
    private static let headrooms = [0.0, 0.12, 0.22, 0.32, 0.42, 0.55]

    /// Makes more room above the data.
    ///
    /// - Returns: Whether there was a step left; after the last the plan is back at none.
    mutating func raiseHeadroom(upTo limit: Double = 1) -> Bool {
        headroom = Self.headrooms.first { $0 > headroom && $0 <= limit } ?? 0
        return headroom > 0
    }

    /// Goes on to the next place for names.
    mutating func tryNextPlace() { if places.count > 1 { places.removeFirst() } }
}
