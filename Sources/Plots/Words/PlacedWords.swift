// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import Figures

/// A panel that a word names before its place: `b:1.2`; nil for the usual ones.
struct PlacedWords {
    /// The panel, from 0.
    let panel: Int?
    /// What follows.
    let place: Substring

    /// Cuts `PANEL:` off the beginning of a place.
    ///
    /// - Parameters:
    ///   - text: The place, a part of the argument's text.
    ///   - argument: What was typed.
    ///   - count: How many panels there are.
    /// - Throws: Where there is no such panel.
    init(_ text: Substring, of argument: Argument, panels count: Int) throws(CommandError) {
        guard let colon = text.firstIndex(of: ":") else {
            (panel, place) = (nil, text)
            return
        }
        panel = try panelIndex(text[..<colon], in: argument, of: count)
        place = text[text.index(after: colon)...]
    }
}

/// Returns the panel, from 0, that a letter or a number from 1 names.
///
/// - Throws: Where there is no such panel.
func panelIndex(
    _ word: Substring, in argument: Argument, of count: Int
) throws(CommandError) -> Int {
    let folded = word.lowercased()
    let found = (0..<count).first { Panel.letter($0) == folded || "\($0 + 1)" == folded }
    guard let found else {
        let last = Panel.letter(max(0, count - 1))
        throw CommandError(
            .unknownName, "there is no panel \"\(shownText(String(word.prefix(40))))\"",
            span: argument.span(of: word),
            hint: count < 2
                ? "the figure has one panel; leave the panel out"
                : "the panels are a to \(last), or 1 to \(count)")
    }
    return found
}

extension Argument {
    /// Returns a finite number that a part of the text is.
    ///
    /// - Parameters:
    ///   - part: A part of the text.
    ///   - example: What to write instead where it is none.
    /// - Returns: The number.
    /// - Throws: Where it is none.
    func number(_ part: Substring, example: String) throws(CommandError) -> Double {
        guard let number = NumberText.parse(String(part)), number.isFinite else {
            throw CommandError(
                .syntax, "\"\(shownText(String(part.prefix(40))))\" is no number",
                span: span(of: part), hint: "write \(example)")
        }
        return number
    }

    /// Throws where a number cannot be on an axis: nothing is ever drawn beyond its ends.
    func check(_ number: Double, on axis: Axis, of panel: Int) throws(CommandError) {
        let letter = Panel.letter(panel)
        if axis.scale == .logarithmic, number <= 0 {
            throw CommandError(
                .domain,
                "the axis of panel \(letter) is logarithmic, and has no 0 and nothing below",
                span: span, hint: "give a number above 0")
        }
        guard let range = axis.range, !range.contains(number) else { return }
        let (low, high) = (range.lowerBound, range.upperBound)
        throw CommandError(
            .domain,
            "\(NumberText.shortest(number)) lies outside panel \(letter), whose axis goes from "
                + "\(NumberText.significant(low, digits: 4)) to \(NumberText.significant(high, digits: 4))",
            span: span, hint: "give a number between them, or a wider range=")
    }
}
