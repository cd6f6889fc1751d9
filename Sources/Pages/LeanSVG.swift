// SPDX-License-Identifier: GPL-3.0-or-later

/// An SVG within a page: drawn as it was, in fewer bytes, above all once a server has packed the page.
enum LeanSVG {
    private static let opening = "<path d=\""

    /// Returns a file without what only a file of its own has, lines that look the same as one, and each
    /// point by its distance from the one before.
    static func text(_ file: [UInt8]) -> String {
        var text = String(decoding: file, as: UTF8.self)
        if let start = text.firstRange(of: "<svg") { text.removeSubrange(..<start.lowerBound) }
        if let start = text.firstRange(of: "<title"),
            let end = text.firstRange(of: "</metadata>\n")
        {
            text.removeSubrange(start.lowerBound..<end.upperBound)
        }
        var rows: [String] = []
        var open: (places: String, look: Substring)?
        func close() {
            guard let path = open else { return }
            rows.append(opening + (relative(path.places) ?? path.places) + path.look)
            open = nil
        }
        for row in text.split(separator: "\n") {
            let rest = row.hasPrefix(opening) ? row.dropFirst(opening.count) : ""
            guard let end = rest.firstIndex(of: "\"") else {
                close()
                rows.append(String(row))
                continue
            }
            // Closed shapes in one element could cut holes into each other.
            if open?.look != rest[end...] || rest[..<end].contains("Z") {
                close()
                open = ("", rest[end...])
            }
            open?.places += rest[..<end]
        }
        close()
        return rows.joined(separator: "\n") + "\n"
    }

    /// Returns lines `M x y x y M …` or a shape `M x y … Z`, whose places are tenths, with distances in the
    /// place of places; nil for other commands.
    static func relative(_ places: String) -> String? {
        var text = ""
        var (x, y) = (0, 0)
        for line in places.split(separator: "M") {
            let isClosed = line.hasSuffix("Z")
            let tenths = line.dropLast(isClosed ? 1 : 0).split(separator: " ").map(tenths)
            guard tenths.count > 1, tenths.count.isMultiple(of: 2) else { return nil }
            for place in stride(from: 0, to: tenths.count, by: 2) {
                guard let nextX = tenths[place], let nextY = tenths[place + 1] else { return nil }
                let distance = short(nextX - x)
                let isApart = place > 2 && !distance.hasPrefix("-")
                text += place == 0 ? "m" : place == 2 ? "l" : isApart ? " " : ""
                let other = short(nextY - y)
                text += distance + (other.hasPrefix("-") ? "" : " ") + other
                (x, y) = (nextX, nextY)
            }
            guard isClosed else { continue }
            // What follows would be reckoned from the shape's beginning; nothing does.
            return line.count + 1 == places.count ? text + "z" : nil
        }
        return text
    }

    /// Returns a place in tenths; nil where it has more digits, or is none.
    private static func tenths(_ text: Substring) -> Int? {
        guard let number = Double(text), abs(number) < 1e6 else { return nil }
        let tenths = (number * 10).rounded()
        return abs(tenths - number * 10) < 1e-6 ? Int(tenths) : nil
    }

    /// Returns tenths in the fewest letters: `-.3`, `12`.
    private static func short(_ tenths: Int) -> String {
        let (whole, rest) = abs(tenths).quotientAndRemainder(dividingBy: 10)
        let digits = (whole == 0 && rest != 0 ? "" : "\(whole)") + (rest == 0 ? "" : ".\(rest)")
        return (tenths < 0 ? "-" : "") + digits
    }
}
