// SPDX-License-Identifier: GPL-3.0-or-later

package import Figures
import Results
import WorkbenchModel

/// The colours of a page, light and dark, and what its lines look like in both.
package struct PageLooks: Sendable {
    /// The colours of a light page and of a dark one; one of them is the figure's own.
    package let light: Theme, dark: Theme
    /// Whether the writer chose a dark page; nil where nobody chose.
    package let isDark: Bool?
    /// The styles that the writer chose, by what people type for a method.
    private let chosen: [String: SeriesStyle]

    /// Takes the colours of a figure, and for the other kind of page those that go with it.
    ///
    /// - Parameters:
    ///   - figure: The figure.
    ///   - isChosen: Whether the writer chose its theme.
    ///   - other: The colours of a dark page where the figure's is light, else of a light one.
    package init(_ figure: Figure, isChosen: Bool, other: (_ isDark: Bool) -> Theme) {
        let isDark = figure.theme.isDark
        light = isDark ? other(false) : figure.theme
        dark = isDark ? figure.theme : other(true)
        self.isDark = isChosen ? isDark : nil
        let names = figure.panels.flatMap(\.lines).filter { !$0.identity.isEmpty }
        let styles = names.map { line in
            let usual = MethodStyles.styles(of: [line.identity])[0]
            let style = figure.theme.style(line.style)
            return (line.identity, style == figure.theme.style(usual) ? nil : style)
        }
        chosen = Dictionary(styles, uniquingKeysWith: { first, _ in first }).compactMapValues { $0 }
    }

    /// Returns what a method's curve looks like, among others that are drawn.
    func style(of name: String, among names: [String]) -> JSON {
        if let style = chosen[name] { return Self.document(style, style) }
        let all = names.contains(name) ? names : names + [name]
        let number = zip(all, MethodStyles.styles(of: all)).first { $0.0 == name }?.1 ?? 0
        return style(number)
    }

    /// Returns what a line of the figure looks like.
    func style(of line: Mark.Line) -> JSON {
        chosen[line.identity].map { Self.document($0, $0) } ?? style(line.style)
    }

    private func style(_ number: Int) -> JSON {
        Self.document(light.style(number), dark.style(number))
    }

    private static func document(_ light: SeriesStyle, _ dark: SeriesStyle) -> JSON {
        func color(_ color: Color) -> JSON { .string("#\(color.hexadecimal)") }
        var members = [
            JSON.Member("light", color(light.color)), JSON.Member("dark", color(dark.color)),
            JSON.Member("dash", .array(light.dash.map(JSON.number))),
        ]
        // What is left out is that of the line, or usual.
        for (key, style) in [("textLight", light), ("textDark", dark)]
        where style.textColor != style.color {
            members.append(JSON.Member(key, color(style.textColor)))
        }
        if light.width != 1 { members.append(JSON.Member("width", .number(light.width))) }
        return .object(members)
    }

    /// What the page's script has to know of a theme that was chosen.
    var members: [JSON.Member] {
        isDark.map { [JSON.Member("theme", .string($0 ? "dark" : "light"))] } ?? []
    }
}

extension Panel {
    /// The lines that are drawn, but for what stands pale behind an average.
    var lines: [Mark.Line] {
        marks.compactMap { mark in
            if case .line(let line) = mark, !line.isPale { line } else { nil }
        }
    }

    /// The bands.
    var bands: [Mark.Band] {
        marks.compactMap { mark in
            if case .band(let band) = mark { band } else { nil }
        }
    }
}
