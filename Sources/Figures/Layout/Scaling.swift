// SPDX-License-Identifier: GPL-3.0-or-later

extension DisplayList {
    /// Returns the page with everything on it larger by a factor, words and lines as well.
    func scaled(by factor: Double, to size: FigureSize) -> DisplayList {
        var page = self
        page.width = size.width
        page.height = size.height
        page.items = items.map { $0.scaled(by: factor) }
        page.names = names.map { name in
            var name = name
            name.dots = name.dots.map { $0.scaled(by: factor) }
            return name
        }
        return page
    }
}

extension DisplayList.Item {
    fileprivate func scaled(by factor: Double) -> DisplayList.Item {
        switch self {
        case .path(let points, let stroke):
            .path(points.map { $0.scaled(by: factor) }, stroke.scaled(by: factor))
        case .polygon(let points, let fill):
            .polygon(points.map { $0.scaled(by: factor) }, fill: fill)
        case .rectangle(let box, let radius, let fill, let stroke):
            .rectangle(
                box.scaled(by: factor), radius: radius * factor, fill: fill,
                stroke: stroke?.scaled(by: factor))
        case .circle(let center, let radius, let fill, let stroke):
            .circle(
                center: center.scaled(by: factor), radius: radius * factor, fill: fill,
                stroke: stroke?.scaled(by: factor))
        case .text(let text, let place, let font, let color, let angle):
            .text(
                text, at: place.scaled(by: factor), font: font.enlarged(by: factor), color: color,
                angle: angle)
        case .image(let raster, let box): .image(raster, in: box.scaled(by: factor))
        case .clipped(let box, let items):
            .clipped(box.scaled(by: factor), items.map { $0.scaled(by: factor) })
        case .group(let group, let items): .group(group, items.map { $0.scaled(by: factor) })
        }
    }
}

extension Point {
    fileprivate func scaled(by factor: Double) -> Point { Point(x * factor, y * factor) }
}

extension Box {
    fileprivate func scaled(by factor: Double) -> Box {
        Box(x: x * factor, y: y * factor, width: width * factor, height: height * factor)
    }
}

extension Stroke {
    fileprivate func scaled(by factor: Double) -> Stroke {
        Stroke(color: color, width: width * factor, dash: dash.map { $0 * factor })
    }
}

extension Font {
    fileprivate func enlarged(by factor: Double) -> Font {
        var font = self
        font.size *= factor
        return font
    }
}
