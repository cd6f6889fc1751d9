// SPDX-License-Identifier: GPL-3.0-or-later

extension PanelDrawing {
    /// The pictures, with patterns and the edges of classes.
    var planes: [DisplayList.Item] {
        scene.planes.heats.flatMap(heat) + scene.planes.classes.flatMap(classes)
            + scene.planes.areas.flatMap(area)
    }

    /// Returns a heatmap as one picture; what has no number is hatched.
    private func heat(_ heat: PanelPlanes.Heat) -> [DisplayList.Item] {
        let clear = theme.background.opacity(0)
        let hasShapes = !heat.missing.isEmpty
        let grid = hasShapes ? heat.grid.grown : heat.grid
        let picture = grid.picture { heat.scale.color(of: $0) ?? clear }
        let name = MathText(heat.scale.scale.label).plainText
        let ground = heat.grid.hasMissing ? hatched(heat.grid.box) : []
        return .group(
            .series, name,
            ground + [picture] + (hasShapes ? hatched(heat.missing) : []) + dashes(heat)
                + scene.cellWords.flatMap(\.items))
    }

    /// Returns what tells the lower side of a diverging map from the upper one without colours.
    ///
    /// Where each cell has its number nothing is needed, nor where the map has greys for a page
    /// without colours.
    private func dashes(_ heat: PanelPlanes.Heat) -> [DisplayList.Item] {
        guard heat.scale.hasLowerSide, scene.cellWords.isEmpty else { return [] }
        return LowerSide.dashes(over: heat.grid.box, heat.scale) { point in
            heat.grid.index(at: point).map { heat.grid.grid.values[$0] } ?? .nan
        }
    }

    /// Returns shapes of what has no number, opaque: below them lie the cells at their edges.
    private func hatched(_ shapes: [[Point]]) -> [DisplayList.Item] {
        let stroke = Stroke(color: theme.hatch, width: Typography.hatch)
        let lines = Self.hatch(frame.plot, theme).flatMap { item -> [[Point]] in
            guard case .path(let line, _) = item else { return [] }
            return Clipping.line(line, to: frame.plot).flatMap {
                Clipping.segment($0, inside: shapes)
            }
        }
        return shapes.map { .polygon($0, fill: theme.hatchedShade) }
            + lines.map { .path($0, stroke) }
    }

    private func classes(_ plane: PanelPlanes.Classes) -> [DisplayList.Item] {
        let map = plane.map
        let styles = map.classes.map { theme.areaStyle($0.style) }
        let clear = theme.background.opacity(0)
        let picture = plane.grid.picture { value in
            map.index(of: value).map { styles[$0].fill } ?? clear
        }
        let box = plane.grid.box
        return [picture]
            + map.present.flatMap { index -> [DisplayList.Item] in
                let lines = HatchLines(box: box).lines(styles[index].pattern).flatMap {
                    Clipping.segment($0) { plane.index(at: $0) == index }
                }
                let stroke = HatchLines.stroke(styles[index])
                return .group(
                    .region, MathText(map.classes[index].name).plainText,
                    lines.map { .path($0, stroke) } + edges(plane, index))
            }
    }

    /// Returns the edges of one class.
    private func edges(_ plane: PanelPlanes.Classes, _ index: Int) -> [DisplayList.Item] {
        let stroke = Stroke(color: theme.foreground, width: Typography.edge)
        let isOfClass = { plane.map.index(of: $0) == index }
        // Half-way between the middles of uneven cells no class ends.
        let isEven = plane.grid.xs.step != nil && plane.grid.ys.step != nil
        let lines =
            isEven
            ? ContourTracer(plane.grid) { isOfClass($0) ? 1 : 0 }.lines(at: 0.5)
            : plane.grid.sides(isOfClass)
        return lines.flatMap { Clipping.line($0, to: plane.grid.box) }.map { .path($0, stroke) }
    }

    private func area(_ area: PanelPlanes.Area) -> [DisplayList.Item] {
        let style = theme.areaStyle(area.style)
        let lines = HatchLines(box: frame.plot).lines(style.pattern).flatMap {
            Clipping.segment($0, inside: area.shapes)
        }
        let stroke = HatchLines.stroke(style)
        let edge = Stroke(color: style.line, width: Typography.edge)
        return .group(
            .region, MathText(area.name).plainText,
            area.shapes.map { .polygon($0, fill: style.fill) } + lines.map { .path($0, stroke) }
                + area.shapes.map { .path($0 + $0.prefix(2), edge) })
    }

    /// The contour lines with their words.
    var contours: [DisplayList.Item] {
        scene.contours.flatMap { contour -> [DisplayList.Item] in
            let halo = contour.halo.map { Stroke(color: $0, width: Typography.contour + 1.2) }
            let pen = Stroke(color: contour.color, width: Typography.contour)
            let below = halo.map { halo in
                contour.lines.map { DisplayList.Item.path($0, halo) }
            }
            return .group(
                .series, MathText(contour.name).plainText,
                (below ?? []) + contour.lines.map { .path($0, pen) }
                    + contour.labels.flatMap(\.items))
        }
    }

    /// The bars; later ones stand before earlier ones.
    var bars: [DisplayList.Item] {
        zip(scene.content.bars, scene.bars).flatMap { mark, shapes -> [DisplayList.Item] in
            let name = MathText(mark.name).plainText
            // Steps would tear dashes apart.
            let stroke = Stroke(curve: theme.style(mark.style).with(dash: []))
            let style = theme.barStyle(mark.style, isSheer: mark.form == .filled)
            switch mark.form {
            case .outline: return .group(.series, name, shapes.runs.map { .path($0, stroke) })
            case .filled: return .group(.series, name, shapes.runs.flatMap { filled($0, style) })
            case .sideBySide:
                return .group(.series, name, shapes.boxes.flatMap { bar($0, style) })
            }
        }
    }

    /// Returns bars that touch each other as one shape, through which others show.
    private func filled(_ shape: [Point], _ style: AreaStyle) -> [DisplayList.Item] {
        let lines = HatchLines(box: frame.plot).lines(style.pattern).flatMap {
            Clipping.segment($0, inside: [shape])
        }
        let stroke = HatchLines.stroke(style)
        let edge = Stroke(color: style.line, width: Typography.axis)
        return [.polygon(shape, fill: style.fill)]
            + lines.map { .path($0, stroke) } + [.path(shape, edge)]
    }

    private func bar(_ box: Box, _ style: AreaStyle) -> [DisplayList.Item] {
        let edge = Stroke(color: style.line, width: Typography.edge)
        let stroke = HatchLines.stroke(style)
        let lines = HatchLines(box: box).lines(style.pattern)
        return [.rectangle(box, radius: 0, fill: style.fill, stroke: nil)]
            + lines.map { .path($0, stroke) }
            + [.rectangle(box, radius: 0, fill: nil, stroke: edge)]
    }

    /// The boxes and words of a token strip.
    var strip: [DisplayList.Item] {
        guard let strip = scene.strip, let scale = scene.stripScale else { return [] }
        let page = Stroke(
            color: theme.background.alpha == 0 ? theme.grid : theme.background,
            width: Typography.edge)
        let boxes = strip.cells.flatMap { cell -> [DisplayList.Item] in
            guard let color = scale.color(of: cell.value) else {
                return hatched(cell.box) + [
                    .rectangle(cell.box, radius: 0, fill: nil, stroke: page)
                ]
            }
            let dash = cell.number == nil ? LowerSide.dash(below: cell, scale) : []
            return [.rectangle(cell.box, radius: 1, fill: color, stroke: page)] + dash
        }
        return .group(
            .series, MathText(scale.scale.label).plainText,
            boxes + scene.cellWords.flatMap(\.items))
    }
}
