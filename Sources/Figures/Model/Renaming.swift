// SPDX-License-Identifier: GPL-3.0-or-later

extension Panel {
    /// Returns the panel with all its words changed.
    package func renamed(_ change: (String) -> String) -> Panel {
        var panel = self
        panel.title = change(title)
        panel.x = x.renamed(change)
        panel.y = y.renamed(change)
        panel.marks = marks.map { $0.renamed(change) }
        return panel
    }
}

extension Axis {
    /// Returns the axis with its words changed.
    package func renamed(_ change: (String) -> String) -> Axis {
        var axis = self
        axis.label = change(label)
        if case .categories(let names) = scale { axis.scale = .categories(names.map(change)) }
        return axis
    }
}

extension Mark {
    /// Returns the mark with its words changed; one without words as it is.
    package func renamed(_ change: (String) -> String) -> Mark {
        switch self {
        case .line(var line):
            line.name = change(line.name)
            return .line(line)
        case .region(var region):
            region.note = region.note.map(change)
            return .region(region)
        case .note(var note):
            note.text = change(note.text)
            note.detail = change(note.detail)
            return .note(note)
        case .heatmap(var heatmap):
            heatmap.missingName = change(heatmap.missingName)
            heatmap.words = heatmap.words.map(change)
            heatmap.scale.label = change(heatmap.scale.label)
            return .heatmap(heatmap)
        case .contours(var contours):
            contours.names = contours.names.map(change)
            return .contours(contours)
        case .area(var area):
            area.name = change(area.name)
            return .area(area)
        case .classes(var map):
            map.classes = map.classes.map { ClassMap.Class(change($0.name), style: $0.style) }
            return .classes(map)
        case .bars(var bars):
            bars.name = change(bars.name)
            return .bars(bars)
        case .points(var points):
            points.name = change(points.name)
            return .points(points)
        case .tokens(var strip):
            strip.rows = strip.rows.map { TokenStrip.Row(change($0.name), values: $0.values) }
            strip.scale.label = change(strip.scale.label)
            return .tokens(strip)
        case .band, .rule: return self
        }
    }
}
