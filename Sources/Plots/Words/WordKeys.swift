// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Figures
import TokenWeights
import WorkbenchModel

/// The keys by which a writer decides what stands in a figure, whatever it shows.
extension FigureKeys {
    static let lineStyles = Key(
        repeated: "style",
        "How a method's lines and dots look: a colour as #009e73 or by name, and solid, dashed, "
            + "dotted, dashdot or longdash, and a marker.",
        .text
    ).shown(as: "METHOD:COLOUR[:DASH][:MARKER]")
    static let labels = Key(
        repeated: "label", "What a method is called in the figure: grpo:\"GRPO (ours)\".", .text
    ).shown(as: "METHOD:TEXT")
    static let title = Key(
        "title",
        "The title of the figure. In titles, names and notes Greek letters, _ and ^ are set as "
            + "mathematics; all else stands as typed.", .text, otherwise: "none over several panels"
    )
    static let titles = Key(
        "titles", "The titles of the panels with \" | \" between them, or no.", .text,
        otherwise: "made"
    ).shown(as: "no|TEXT")
    static let xlabel = Key(
        "xlabel",
        "The words along horizontal axes: one text for all panels, or as many as panels with "
            + "\" | \" between them.", .text, otherwise: "made")
    static let ylabel = Key("ylabel", "The same along vertical axes.", .text, otherwise: "made")
    static let notes = Key(
        repeated: "note",
        "Words at a place in the axes' units; in the first panel, or as b:1.2,3 in panel b.", .text
    ).shown(as: "TEXT@X,Y")
    static let verticals = Key(
        repeated: "vline", "A dashed line upwards at an x; in all panels, or as b:1.2 in one.",
        .text
    ).shown(as: "X")
    static let levels = Key(
        repeated: "hline", "A dashed line across at a y; in all panels, or as b:1.2 in one.", .text
    ).shown(as: "Y")
    static let shades = Key(
        repeated: "shade",
        "A part of the horizontal axis to shade, as 0.8..1.2; an end left out reaches the panel's "
            + "edge. In all panels, or as b:0.8..1.2 in one.", .text
    ).shown(as: "FROM..TO")
    package static let legend = Key(
        "legend", "Where the names of lines stand; none leaves them out.",
        .choice(.fixed(LegendPlace.allCases.map { Choice($0.rawValue, $0.summary) } + [noLegend])),
        otherwise: "where there is room")
    static let letters = Key(
        "letters", "Whether each of several panels has a letter.", .flag, default: true)
    static let footnote = Key(
        "footnote", "The words under the panels, or no.", .text, otherwise: "made"
    ).shown(as: "no|TEXT")
    static let namesFiles = Key(
        "names", "Whether the picture names the files that it is of.", .flag, default: false)
    static let columns = Key(
        "columns", "How many panels stand side by side.", .integer(1...12),
        otherwise: "as many as fit")
    static let sign = Key(
        "sign", "Keeps the panels of tokens with A > 0 (good) or with A < 0 (bad).",
        .choice([TokenSign.good, .bad]) { Choice($0.rawValue, $0.summary) }, otherwise: "both")
    static let panels = Key(
        "panels", "Which panels are drawn, by letters or numbers, in this order: a,c.", .text,
        otherwise: "all"
    ).shown(as: "a,c")
    static let fontSize = Key(
        "fontsize",
        "The size of titles in points; all other words go by it, and none has less than 5.5.",
        .number(
            unit: "points",
            NumberDomain(lower: 7.5, includesLower: true, upper: 72, includesUpper: true)),
        otherwise: "8, on a slide 16")
    static let background = Key(
        "background", "The colour of the page, in the place of the theme's.", .text,
        otherwise: "the theme's"
    ).shown(as: "COLOUR")
    static let foreground = Key(
        "foreground", "The colour of words and axes, in the place of the theme's.", .text,
        otherwise: "the theme's"
    ).shown(as: "COLOUR")
    static let colors = Key(
        "colors", "The colours of the series in order, in the place of a palette.", .text,
        aliases: ["colours"], otherwise: "the palette's"
    ).shown(as: "COLOUR,…")

    private static let noLegend = Choice("none", "no names, neither in a box nor beside lines")

    /// What a writer says of a figure.
    package static let words: [Parameter] = family(
        .figure,
        [
            title, titles, xlabel, ylabel, lineStyles, labels, notes, verticals, levels, shades,
            legend, letters, footnote, namesFiles, columns, sign, panels, fontSize, background,
            foreground,
            colors,
        ])
}

extension LegendPlace {
    /// Where it is, in a few words.
    fileprivate var summary: String {
        switch self {
        case .right: "in a column beside the panels"
        case .above: "in rows above the panels"
        case .inside: "in a box between the axes, where there is room"
        }
    }
}

/// Which tokens panels are about, by the sign of their advantage.
enum TokenSign: String, Sendable {
    case good, bad

    /// What it keeps, in a few words.
    var summary: String { self == .good ? "A > 0" : "A < 0" }
}
