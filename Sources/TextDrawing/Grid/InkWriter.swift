// SPDX-License-Identifier: GPL-3.0-or-later

import Figures

/// Turns inks into escape sequences for the colours that a screen has.
struct InkWriter {
    let depth: ColorDepth
    let theme: Theme

    /// Ends every colour.
    static let reset = "\u{1B}[0m"

    /// Returns what begins an ink on a ground, empty where nothing has to be said.
    func escape(_ ink: Ink, paper: Color?) -> String {
        if depth == .none { return "" }
        var codes: [String] = []
        if let paper { codes.append(code(paper, ground: true)) }
        switch ink {
        case .plain:
            // On a picture's colour the terminal's own may not be seen.
            if let paper { codes.append(code(paper.contrary, ground: false)) }
        case .faint: codes.append("2")
        case .pale(let color): codes += ["2", code(legible(color), ground: false)]
        case .color(let color): codes.append(code(legible(color), ground: false))
        }
        return codes.isEmpty ? "" : "\u{1B}[\(codes.joined(separator: ";"))m"
    }

    /// Returns what begins two colours of a picture, above and below.
    func escape(pixel: Color, paper: Color) -> String {
        "\u{1B}[\(code(pixel, ground: false));\(code(paper, ground: true))m"
    }

    /// Returns a colour of a page with a light ground so that it can be read on black as well; the
    /// terminal's ground is not known.
    private func legible(_ color: Color) -> Color {
        let (black, white) = (Color(0x000000), Color(0xFFFFFF))
        guard theme.background.contrast(with: black) > 5 else { return color }
        for step in 0...18 {
            let amount = Double(step) / 20
            for shade in [color.mixed(with: white, amount), color.mixed(with: black, amount)]
            where shade.contrast(with: black) >= 3 && shade.contrast(with: white) >= 3 {
                return shade
            }
        }
        return color
    }

    private func code(_ color: Color, ground: Bool) -> String {
        switch depth {
        case .none: return ""
        case .full:
            let parts = [color.red, color.green, color.blue].map { "\($0.byte)" }
            return (ground ? "48;2;" : "38;2;") + parts.joined(separator: ";")
        case .indexed:
            return (ground ? "48;5;" : "38;5;") + "\(color.cubeNumber)"
        case .sixteen:
            let number = color.basicNumber
            let bright = number >= 8
            return "\(number % 8 + (bright ? 90 : 30) + (ground ? 10 : 0))"
        }
    }
}

extension Double {
    /// The number in [0, 1] as a byte.
    fileprivate var byte: Int { isNaN ? 0 : Int((min(max(self, 0), 1) * 255).rounded()) }
}

extension Color {
    /// Returns the colour mixed with a part of another one, opaque.
    func mixed(with other: Color, _ part: Double) -> Color {
        Color(
            red: red + (other.red - red) * part, green: green + (other.green - green) * part,
            blue: blue + (other.blue - blue) * part)
    }

    /// About how light it looks, in [0, 1].
    var brightness: Double { 0.299 * red + 0.587 * green + 0.114 * blue }

    /// Black or white, whichever stands out more.
    fileprivate var contrary: Color { brightness > 0.5 ? Color(0x000000) : Color(0xFFFFFF) }

    /// The nearest of xterm's 6 × 6 × 6 colours and 24 greys.
    fileprivate var cubeNumber: Int {
        let levels = [0, 95, 135, 175, 215, 255]
        func nearest(_ part: Double) -> Int {
            levels.indices.min { abs(levels[$0] - part.byte) < abs(levels[$1] - part.byte) } ?? 0
        }
        let cube = [red, green, blue].map(nearest)
        let grey = min(max(((red + green + blue) / 3 * 255 - 8) / 10, 0), 23).rounded()
        let greyColor = Color(red: (8 + 10 * grey) / 255, green: 0, blue: 0).red
        let inCube = Color(
            red: Double(levels[cube[0]]) / 255, green: Double(levels[cube[1]]) / 255,
            blue: Double(levels[cube[2]]) / 255)
        let asGrey = Color(red: greyColor, green: greyColor, blue: greyColor)
        if distance(to: asGrey) < distance(to: inCube) { return 232 + Int(grey) }
        return 16 + 36 * cube[0] + 6 * cube[1] + cube[2]
    }

    /// The nearest of the sixteen colours as xterm shows them.
    fileprivate var basicNumber: Int {
        let basic: [UInt32] = [
            0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
            0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
        ]
        return basic.indices.min {
            distance(to: Color(basic[$0])) < distance(to: Color(basic[$1]))
        } ?? 0
    }

    /// Returns how different two colours look, about.
    func distance(to other: Color) -> Double {
        let (r, g, b) = (red - other.red, green - other.green, blue - other.blue)
        return 2 * r * r + 4 * g * g + 3 * b * b
    }
}
