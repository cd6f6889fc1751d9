// SPDX-License-Identifier: GPL-3.0-or-later

import CTerminal

/// A key that was pressed while something other than the line editor draws, or what came instead.
enum ScreenKey: Equatable {
    /// The bytes of one character or of one escape sequence.
    case bytes([UInt8])
    /// The window has another size, or we were stopped and go on: what is shown is to be drawn anew.
    case redraw
    /// Ctrl-C.
    case interrupted
    /// We are to end, or the terminal is gone.
    case gone
}

extension ScreenKey {
    /// How long the rest of an escape sequence may take, in milliseconds; a key Esc has no rest.
    private static let patience: Int32 = 50

    /// Does something with the keys of the terminal, which are not shown.
    ///
    /// - Returns: Whether there were keys to be had; else nothing was done.
    static func reading(
        on channel: Channel, _ work: (_ next: () -> ScreenKey) -> Void
    ) -> Bool {
        guard ct_open_keys(channel.descriptor) else { return false }
        defer { ct_close_keys() }
        work(next)
        return true
    }

    /// Has a key read once more by the line editor.
    func giveBack() {
        guard case .bytes(let bytes) = self else { return }
        bytes.map { CChar(bitPattern: $0) }.withUnsafeBufferPointer { keys in
            if let start = keys.baseAddress { ct_give_back(start, Int32(keys.count)) }
        }
    }

    /// Returns the next key, waiting for it.
    private static func next() -> ScreenKey {
        switch ct_next_key(-1) {
        case Int32(CT_KEYS_INTERRUPTED): return .interrupted
        case Int32(CT_REDRAW): return .redraw
        case let byte where byte >= 0: return .bytes(whole(UInt8(truncatingIfNeeded: byte)))
        default: return .gone
        }
    }

    /// Returns the bytes of the key that begins with one.
    private static func whole(_ first: UInt8) -> [UInt8] {
        var bytes = [first]
        while !isWhole(bytes), bytes.count < 32 {
            let byte = ct_next_key(patience)
            guard byte >= 0 else { break }
            bytes.append(UInt8(truncatingIfNeeded: byte))
        }
        return bytes
    }

    /// Returns whether nothing belongs to a key any more: a character of UTF-8, or `ESC [ … letter`,
    /// `ESC O letter`, the Linux console's `ESC [ [ letter`, and Esc with another key.
    static func isWhole(_ bytes: [UInt8]) -> Bool {
        guard let first = bytes.first else { return false }
        guard first == 0x1B else {
            let length = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
            return bytes.count >= length
        }
        guard bytes.count > 1 else { return false }
        let bracket = UInt8(ascii: "[")
        if bytes[1] == UInt8(ascii: "O") { return bytes.count > 2 }
        guard bytes[1] == bracket else { return true }
        if bytes.count > 2, bytes[2] == bracket { return bytes.count > 3 }
        return bytes.dropFirst(2).last.map { (0x40...0x7E).contains($0) } ?? false
    }
}
