// SPDX-License-Identifier: GPL-3.0-or-later

import Lab
import WorkbenchModel

/// Has a token's numbers changed with keys, and draws what comes of it in place.
struct TuningKeys {
    private var tuner: any Interaction
    private let screen: Screen
    private var area = ProgressArea()

    private init(_ tuner: any Interaction, screen: Screen) {
        self.tuner = tuner
        self.screen = screen
    }

    /// Reads keys until the person is content or gives up.
    ///
    /// - Returns: The line that keeps the numbers; nil where they are given back.
    static func line(of tuner: any Interaction, on screen: Screen) -> String? {
        var keys = TuningKeys(tuner, screen: screen)
        let channel = screen.forPrompt
        _ = ScreenKey.reading(on: channel) { next in keys.run(next, channel) }
        return keys.tuner.ending == .kept ? keys.tuner.line : nil
    }

    private mutating func run(_ next: () -> ScreenKey, _ channel: Channel) {
        while tuner.ending == nil {
            let size = channel.size
            let rows = tuner.frame(columns: size.columns, rows: size.rows) { figure, rows in
                screen.sketch(figure, rows: rows)
            }
            area.draw(rows, on: channel)
            switch next() {
            case .bytes(let bytes):
                if let key = InteractionKey(bytes) { tuner.press(key) }
            case .redraw: continue
            case .interrupted, .gone:
                area.wipe(on: channel)
                return
            }
        }
        area.wipe(on: channel)
    }
}

extension InteractionKey {
    init?(_ bytes: [UInt8]) {
        switch String(decoding: bytes, as: UTF8.self) {
        case "\u{1B}[A", "\u{1B}OA": self = .up
        case "\u{1B}[B", "\u{1B}OB": self = .down
        case "\u{1B}[D", "\u{1B}OD": self = .lower
        case "\u{1B}[C", "\u{1B}OC": self = .raise
        case "\u{1B}[1;2D", "\u{1B}[6~", "[": self = .lowerMuch
        case "\u{1B}[1;2C", "\u{1B}[5~", "]": self = .raiseMuch
        case "\r", "\n": self = .enter
        case "\u{1B}": self = .escape
        case "\u{7F}", "\u{8}": self = .erase
        case let text where bytes.count == 1 && bytes[0] >= 0x20:
            self = .letter(text.first ?? " ")
        default: return nil
        }
    }
}
