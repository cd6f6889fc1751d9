// SPDX-License-Identifier: GPL-3.0-or-later

/// Makes boxes of texts by measuring their runs.
struct Typesetter {
    /// Measures runs.
    let measuring: any TextMeasuring
    /// The letters of all words.
    var typeface = Typeface.sans
    /// The least size of a sign: what is ``Typography/leastSize`` once the page is scaled.
    var leastSize = Typography.leastSize
    /// Whether words too long for their place go on on another line.
    var breaksLines = true

    /// The middle of a minus sign above the baseline, in units of the size.
    private static let mathAxis = 0.31

    /// Returns the box of a text, at least as high and deep as a line of Latin letters.
    func line(_ text: String, _ font: Font) -> MathBox {
        var box = row(MathText(text).nodes, font, isScript: false)
        box.ascent = max(box.ascent, 0.74 * font.size)
        box.descent = max(box.descent, 0.22 * font.size)
        box.source = text
        return box
    }

    /// Returns lines of words no wider than a length, at most `limit` of them.
    ///
    /// No line ends inside a formula, beside a sign of relation, or before the dot between parts.
    func wrapped(_ text: String, _ font: Font, width: Double, limit: Int) -> [MathBox] {
        var lines: [String] = []
        for word in Self.unbroken(text) {
            if let last = lines.last, line(last + " " + word, font).width <= width {
                lines[lines.count - 1] = last + " " + word
            } else if lines.count < limit {
                lines.append(word)
            } else {
                lines[lines.count - 1] += " " + word
            }
        }
        return lines.map { line($0, font, maximum: width) }
    }

    /// Returns the parts of a text between which a line may end.
    private static func unbroken(_ text: String) -> [String] {
        var parts: [String] = []
        var isInFormula = false
        var isBound = false
        for word in text.split(separator: " ") {
            let isRelation = ["=", "<", ">", "≤", "≥"].contains(word)
            if let last = parts.last, isInFormula || isBound || isRelation || word == "·" {
                parts[parts.count - 1] = last + " " + word
            } else {
                parts.append(String(word))
            }
            let dollars = word.replacing("\\$", with: "").count { $0 == "$" }
            if !dollars.isMultiple(of: 2) { isInFormula.toggle() }
            isBound = isRelation
        }
        return parts
    }

    /// Returns the box of parts side by side.
    private func row(_ nodes: [MathNode], _ font: Font, isScript: Bool) -> MathBox {
        var box = MathBox()
        var hasOperand = false
        for node in nodes {
            switch node {
            case .text(let text, let isItalic):
                box.append(words(text, isItalic ? font.italic : font))
                hasOperand = text.last.map { !"([{,".contains($0) } ?? hasOperand
            case .relation(let sign):
                let air = hasOperand && !isScript ? 0.24 * font.size : 0
                box.width += air
                box.append(words(sign, font))
                box.width += air
                hasOperand = false
            case .space(let ems):
                box.width += ems * font.size
            case .scripts(let base, let sub, let sup):
                box.append(scripts(base, sub, sup, font, isScript: isScript))
                hasOperand = true
            case .fraction(let above, let below):
                box.append(fraction(above, below, font))
                hasOperand = true
            }
        }
        return box
    }

    /// Returns the box of signs in one face; spaces at the ends become white, because some back
    /// ends drop them.
    private func words(_ text: String, _ font: Font) -> MathBox {
        var font = font
        font.typeface = typeface
        let bytes = text.utf8
        let leading = bytes.prefix { $0 == UInt8(ascii: " ") }.count
        let trailing =
            leading == bytes.count ? 0 : bytes.reversed().prefix { $0 == UInt8(ascii: " ") }.count
        let core = String(text.dropFirst(leading).dropLast(trailing))
        let space = leading + trailing > 0 ? measuring.measure(" ", font: font).width : 0
        var box = MathBox(width: Double(leading) * space)
        if !core.isEmpty {
            let width = measuring.measure(core, font: font).width
            box.runs = [MathBox.Run(text: core, font: font, x: box.width, y: 0, width: width)]
            box.width += width
            let extents = core.unicodeScalars.map(Self.extent)
            box.ascent = (extents.map(\.ascent).max() ?? 0) * font.size
            box.descent = (extents.map(\.descent).max() ?? 0) * font.size
        }
        box.width += Double(trailing) * space
        return box
    }

    /// Returns about how far a sign reaches above and below the baseline, in units of the size.
    private static func extent(_ sign: Unicode.Scalar) -> (ascent: Double, descent: Double) {
        switch sign {
        case "a", "c", "e", "m", "n", "o", "r", "s", "u", "v", "w", "x", "z", "α", "ε", "ι", "κ",
            "ν", "π", "σ", "τ", "υ", "ω", "−", "=", "+", "<", ">", "·", "…", ".":
            (0.56, 0.02)
        case "g", "p", "q", "y", "γ", "η", "μ", "ρ", "χ", ",": (0.56, 0.22)
        case "j", "Q", "(", ")", "[", "]", "{", "}", "|", ";", "β", "ζ", "ξ", "φ", "ψ", "ς", "‖":
            (0.76, 0.22)
        default: sign.isASCII ? (0.74, 0.02) : (0.76, 0.1)
        }
    }

    private func scripts(
        _ base: [MathNode], _ sub: [MathNode], _ sup: [MathNode], _ font: Font, isScript: Bool
    ) -> MathBox {
        var box = row(base, font, isScript: isScript)
        let small = font.scaled(0.72, least: leastSize)
        let end = box.width
        let below = row(sub, small, isScript: true)
        let above = row(sup, small, isScript: true)
        if !sub.isEmpty { box.add(below, x: end + 0.03 * font.size, y: 0.2 * font.size) }
        // Scripts of scripts are as large as these: they rise less, so that lines keep their height.
        let rise = (isScript ? 0.25 : 0.4) * font.size
        if !sup.isEmpty { box.add(above, x: end + 0.06 * font.size, y: -rise) }
        box.width += 0.04 * font.size
        return box
    }

    private func fraction(_ above: [MathNode], _ below: [MathNode], _ font: Font) -> MathBox {
        let small = font.scaled(0.8, least: leastSize)
        let top = row(above, small, isScript: false)
        let foot = row(below, small, isScript: false)
        let side = 0.08 * font.size
        let width = max(top.width, foot.width) + 2 * side
        let axis = -Self.mathAxis * font.size
        let gap = 0.13 * font.size
        var box = MathBox()
        box.add(top, x: side + (width - top.width) / 2, y: axis - gap - top.descent)
        box.add(foot, x: side + (width - foot.width) / 2, y: axis + gap + foot.ascent)
        box.bars.append(
            MathBox.Bar(x: side, y: axis, width: width, thickness: 0.06 * font.size))
        box.width = width + 2 * side
        return box
    }
}
