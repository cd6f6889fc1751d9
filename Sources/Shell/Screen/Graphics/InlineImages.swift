// SPDX-License-Identifier: GPL-3.0-or-later

/// Returns the escapes by which kitty and its like show a PNG: pieces of 4096 signs, and no answer.
func kittyImage(_ png: [UInt8], columns: Int) -> String {
    let signs = Array(base64(png).utf8)
    var text = ""
    for start in stride(from: 0, to: signs.count, by: 4096) {
        let piece = signs[start..<min(start + 4096, signs.count)]
        let goesOn = piece.endIndex < signs.count ? 1 : 0
        let head = start == 0 ? "a=T,f=100,q=2,c=\(columns),m=\(goesOn)" : "q=2,m=\(goesOn)"
        text += "\u{1B}_G\(head);" + String(decoding: piece, as: UTF8.self) + "\u{1B}\\"
    }
    return text
}

/// Returns the escape by which iTerm2 and its like show a PNG.
func itermImage(_ png: [UInt8], columns: Int) -> String {
    let settings = "inline=1;size=\(png.count);width=\(columns);preserveAspectRatio=1"
    return "\u{1B}]1337;File=\(settings):" + base64(png) + "\u{07}"
}

/// Returns bytes in base64, with padding.
///
/// - Source: RFC 4648, section 4.
func base64(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var signs: [UInt8] = []
    signs.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
        let (second, third) = (start + 1 < bytes.count, start + 2 < bytes.count)
        let number =
            Int(bytes[start]) << 16 | (second ? Int(bytes[start + 1]) << 8 : 0)
            | (third ? Int(bytes[start + 2]) : 0)
        signs.append(alphabet[number >> 18])
        signs.append(alphabet[number >> 12 & 63])
        signs.append(second ? alphabet[number >> 6 & 63] : UInt8(ascii: "="))
        signs.append(third ? alphabet[number & 63] : UInt8(ascii: "="))
    }
    return String(decoding: signs, as: UTF8.self)
}
