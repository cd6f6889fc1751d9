// SPDX-License-Identifier: GPL-3.0-or-later

extension Expression {
    /// Returns the text with names replaced, as a derivation shows a formula with its numbers.
    ///
    /// Everything else stays as typed. What begins with a minus is put into brackets, so that the
    /// text still means the same: `r^2` at r = -1 becomes `(-1)^2`.
    ///
    /// - Parameter show: Returns the text for a name in ASCII, or nil to leave it as typed.
    /// - Returns: The text with every such name replaced.
    public func substituting(_ show: (String) -> String?) -> String {
        let text = Array(source.unicodeScalars)
        var result = String.UnicodeScalarView()
        var position = 0
        for node in nodes.sorted(by: { $0.place.lowerBound < $1.place.lowerBound }) {
            guard case .name(let name) = node.kind, let shown = show(name) else { continue }
            result.append(contentsOf: text[position..<node.place.lowerBound])
            result.append(contentsOf: (shown.hasPrefix("-") ? "(\(shown))" : shown).unicodeScalars)
            position = node.place.upperBound
        }
        result.append(contentsOf: text[position...])
        return String(result)
    }
}
