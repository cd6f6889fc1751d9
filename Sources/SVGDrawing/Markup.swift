// SPDX-License-Identifier: GPL-3.0-or-later

/// XML that grows, as bytes of UTF-8.
///
/// Whatever texts hold, what comes out is well-formed XML 1.0.
struct Markup {
    /// What has been written.
    private(set) var bytes: [UInt8] = []

    /// Writes characters that are markup themselves.
    mutating func raw(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Writes bytes that need no escaping.
    mutating func raw(_ plain: some Sequence<UInt8>) { bytes.append(contentsOf: plain) }

    /// Writes an attribute whose value is a number, with a space before it.
    mutating func attribute(_ name: StaticString, _ value: Double) {
        begin(name)
        number(value)
        raw("\"")
    }

    /// Writes an attribute whose value is a text, with a space before it.
    mutating func attribute(_ name: StaticString, _ value: String) {
        begin(name)
        text(value)
        raw("\"")
    }

    private mutating func begin(_ name: StaticString) {
        raw(" ")
        raw(name)
        raw("=\"")
    }

    /// Writes a text; what XML cannot hold becomes U+FFFD, as unreadable bytes do elsewhere.
    mutating func text(_ text: String) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": raw("&amp;")
            case "<": raw("&lt;")
            case ">": raw("&gt;")
            case "\"": raw("&quot;")
            // Left as they are, readers would turn these into other white space.
            case "\r": raw("&#13;")
            case "\t": raw("&#9;")
            case "\n": bytes.append(10)
            case "\u{0}"..<" ", "\u{7F}"..<"\u{A0}", "\u{FFFE}", "\u{FFFF}": raw("\u{FFFD}")
            default:
                bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            }
        }
    }

    /// Writes a number with at most two digits after the point and without an exponent, in no
    /// language; what is no number becomes 0.
    mutating func number(_ value: Double) {
        decimal(value, digits: 2)
    }

    /// Writes an opacity or another number from 0 to 1, with at most three digits after the point.
    mutating func fraction(_ value: Double) {
        decimal(value, digits: 3)
    }

    private mutating func decimal(_ value: Double, digits: Int) {
        let scale = digits == 2 ? 100 : 1000
        let scaled = (value * Double(scale)).rounded()
        guard abs(scaled) < 1e15 else {
            raw("0")
            return
        }
        var rest = Int(scaled)
        if rest < 0 {
            raw("-")
            rest = -rest
        }
        whole(rest / scale)
        var part = rest % scale
        guard part > 0 else { return }
        raw(".")
        var unit = scale / 10
        while part > 0 {
            bytes.append(UInt8(48 + part / unit))
            part %= unit
            unit /= 10
        }
    }

    /// Writes a whole number that is not negative.
    mutating func whole(_ value: Int) {
        if value >= 10 { whole(value / 10) }
        bytes.append(UInt8(48 + value % 10))
    }

    /// Writes a colour without its opacity: `#0072b2`.
    mutating func color(_ red: Double, _ green: Double, _ blue: Double) {
        raw("#")
        for part in [red, green, blue] {
            let byte = Int((min(max(part.isNaN ? 0 : part, 0), 1) * 255).rounded())
            for digit in [byte / 16, byte % 16] {
                bytes.append(UInt8(digit < 10 ? 48 + digit : 87 + digit))
            }
        }
    }

    /// Puts other bytes in the place of as many.
    mutating func replace(at index: Int, with other: [UInt8]) {
        guard index >= 0, index + other.count <= bytes.count else { return }
        bytes.replaceSubrange(index..<(index + other.count), with: other)
    }
}
