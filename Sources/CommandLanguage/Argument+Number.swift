// SPDX-License-Identifier: GPL-3.0-or-later

public import TokenWeights

extension Argument {
    /// Returns the number that was typed, for a key whose domain only the command knows.
    ///
    /// - Parameters:
    ///   - domain: The numbers allowed.
    ///   - surroundings: What expressions may name.
    /// - Returns: The number, inside the domain.
    /// - Throws: ``CommandError`` at the value where it is no number or outside the domain.
    public func number(
        in domain: NumberDomain, _ surroundings: Surroundings
    ) throws(CommandError) -> Double {
        let parameter = Parameter(key, "", .number(unit: "", domain))
        let glyphs = text.unicodeScalars.enumerated().map {
            Snippet.Glyph(scalar: $1, offset: span.lowerBound + $0, isQuoted: false)
        }
        let reader = ValueReader(parameter: parameter, surroundings: surroundings)
        return try reader.number(Snippet(glyphs: glyphs, span: span), in: domain)
    }
}
