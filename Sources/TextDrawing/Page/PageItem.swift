// SPDX-License-Identifier: GPL-3.0-or-later

import Figures

/// One shape or text of a page, with what it belongs to.
struct PageItem {
    /// The shape or text; never a group, and nothing that is cut off.
    let item: DisplayList.Item
    /// What it is cut off at.
    let area: Box
    /// What the innermost group around it is; nil outside all groups.
    let role: DisplayList.Group.Role?
    /// The name of that group.
    let name: String
    /// The number of that group on the page.
    let group: Int
    /// The number of its panel, from 0; nil for what stands around panels.
    let panel: Int?
    /// Whether it is cut off at something less than the page, as curves are.
    let isClipped: Bool

    /// Returns the shapes and texts of a page from the back to the front.
    static func all(_ list: DisplayList, page: Box) -> [PageItem] {
        var walk = Walk()
        walk.visit(list.items, Walk.Place(area: page))
        return walk.found
    }
}

/// A walk through the groups of a page.
private struct Walk {
    /// Where the walk is.
    struct Place {
        var area: Box
        var role: DisplayList.Group.Role?
        var name = ""
        var group = 0
        var panel: Int?
        var isClipped = false
    }

    var found: [PageItem] = []
    private var groups = 0
    private var panels = 0

    mutating func visit(_ items: [DisplayList.Item], _ place: Place) {
        for item in items {
            switch item {
            case .group(let group, let inside):
                groups += 1
                var place = place
                (place.role, place.name, place.group) = (group.role, group.name, groups)
                if group.role == .panel {
                    place.panel = panels
                    panels += 1
                }
                visit(inside, place)
            case .clipped(let box, let inside):
                var place = place
                place.area = box.common(with: place.area)
                place.isClipped = true
                visit(inside, place)
            case .path, .polygon, .rectangle, .circle, .text, .image:
                found.append(
                    PageItem(
                        item: item, area: place.area, role: place.role, name: place.name,
                        group: place.group, panel: place.panel, isClipped: place.isClipped))
            }
        }
    }
}
