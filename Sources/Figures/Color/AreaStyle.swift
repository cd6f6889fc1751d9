// SPDX-License-Identifier: GPL-3.0-or-later

/// How an area is filled: a tint and a pattern, either of which tells it from others.
package struct AreaStyle: Equatable {
    /// The pattern's lines, if any.
    package enum Pattern: CaseIterable {
        case plain, falling, rising, crossed, level, upright, dotted, squared, broken
    }

    package let fill: Color
    /// The colour of the pattern and of the edge.
    package let line: Color
    package let pattern: Pattern
}

extension Theme {
    /// Returns how areas and bars of a series are filled; plainly grey for ``Mark/neutralStyle``.
    ///
    /// - Parameters:
    ///   - index: Which style, from 0.
    ///   - strength: How much of the series' colour is in the tint, from 0 to 1.
    /// - Returns: A tint with a pattern.
    package func areaStyle(_ index: Int, strength: Double = 0.3) -> AreaStyle {
        let color = style(index).color
        let fill =
            background.alpha < 1 ? color.opacity(strength) : tint(index, strength: strength)
        let patterns = AreaStyle.Pattern.allCases
        return AreaStyle(
            fill: fill, line: color, pattern: index < 0 ? .plain : patterns[index % patterns.count])
    }

    /// Returns how bars of a series are filled.
    ///
    /// - Parameters:
    ///   - index: Which style, from 0.
    ///   - isSheer: Whether what lies behind the bars shows through.
    /// - Returns: A tint with a pattern.
    package func barStyle(_ index: Int, isSheer: Bool) -> AreaStyle {
        let style = areaStyle(index, strength: 0.5)
        guard isSheer else { return style }
        return AreaStyle(
            fill: style.line.opacity(0.35), line: style.line, pattern: style.pattern)
    }

    /// Returns the page's colour with some of a series' in it, opaque.
    package func tint(_ index: Int, strength: Double = 0.3) -> Color {
        background.mixed(with: style(index).color, part: strength)
    }

    /// Returns the page's colour with some opacity, to set words apart from what is behind them;
    /// nil where there is no page.
    func veil(_ opacity: Double) -> Color? {
        background.alpha == 0 ? nil : background.opacity(opacity * background.alpha)
    }

    /// The theme without its page.
    var withoutPage: Theme {
        var theme = self
        theme.background = background.opacity(0)
        return theme
    }
}
