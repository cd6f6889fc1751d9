// SPDX-License-Identifier: GPL-3.0-or-later

import Figures

/// Returns the escapes by which kitty and its like show a PNG: pieces of 4096 signs, and no answer.
func kittyImage(_ png: [UInt8], columns: Int) -> String {
    let signs = base64(png)
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
    return "\u{1B}]1337;File=\(settings):\(String(decoding: base64(png), as: UTF8.self))\u{07}"
}
