// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Lab
import WorkbenchModel

/// How a text is shown that is taller than the screen.
enum Pager {
    /// All at once; the terminal keeps what scrolls away.
    case none
    /// Page by page, and back at the prompt with the first key that is none of the pager's.
    case own
    /// By a program.
    case program(PagerProgram)

    /// Makes what a person chose; `PAGER=cat` asks for none, and else names the program for those
    /// who want one.
    init(_ choice: PagerChoice, variable: (String) -> String? = environmentVariable) {
        let named = variable("PAGER")
        guard !isDumb(variable("TERM")), named != "cat" else {
            self = .none
            return
        }
        switch choice {
        case .off: self = .none
        case .more: self = .own
        case .less: self = .program(PagerProgram(named ?? "less -FRX"))
        }
    }

    /// Shows lines of which each ends in a newline, and waits until the person has seen enough.
    ///
    /// - Returns: Whether they were shown.
    func show(_ text: String, on channel: Channel, isASCII: Bool) -> Bool {
        switch self {
        case .none: return false
        case .own: return showPages(text, on: channel, isASCII: isASCII)
        case .program(let program):
            return program.show(text) || showPages(text, on: channel, isASCII: isASCII)
        }
    }

    private func showPages(_ text: String, on channel: Channel, isASCII: Bool) -> Bool {
        ScreenKey.reading(on: channel) { next in
            var pages = PageKeys(text, channel: channel, isASCII: isASCII)
            pages.run(next)
        }
    }
}

/// The pager's own conversation: a page, a line with what can be pressed, a key, and so on.
private struct PageKeys {
    private let channel: Channel
    private let isASCII: Bool
    private var pages: PagedText
    private var word = ""

    init(_ text: String, channel: Channel, isASCII: Bool) {
        self.channel = channel
        self.isASCII = isASCII
        let size = channel.size
        let lines = text.hasSuffix("\n") ? String(text.dropLast()) : text
        pages = PagedText(lines, columns: size.columns, rows: size.rows)
    }

    mutating func run(_ next: () -> ScreenKey) {
        print(pages.nextPage())
        while !pages.isAtEnd {
            show(status: status)
            let key = next()
            wipe()
            guard obey(key, next) else { return key.giveBack() }
            if Self.ends.contains(key) { return }
        }
    }

    private static let ends: [ScreenKey] = [.bytes([0x71]), .interrupted, .gone]

    /// Does what a key says; false where it is none of the pager's.
    private mutating func obey(_ key: ScreenKey, _ next: () -> ScreenKey) -> Bool {
        switch key {
        case .interrupted, .gone: return true
        case .redraw:
            let size = channel.size
            print(pages.resized(columns: size.columns, rows: size.rows))
        case .bytes(let bytes):
            switch String(decoding: bytes, as: UTF8.self) {
            case "q": return true
            case " ", "\u{1B}[6~": print(pages.nextPage())
            case "\r", "\n": print(pages.nextRow())
            case "b", "\u{1B}[5~": print(pages.pageBefore())
            case "/": find(next)
            default: return false
            }
        }
        return true
    }

    /// Reads a word, and shows where it stands next; nothing typed means the word from before.
    private mutating func find(_ next: () -> ScreenKey) {
        var typed = ""
        while true {
            show(status: "/" + typed)
            let key = next()
            wipe()
            guard case .bytes(let bytes) = key else {
                if key == .redraw { continue }
                return
            }
            let text = String(decoding: bytes, as: UTF8.self)
            if text == "\r" || text == "\n" { break }
            if bytes.first == 0x1B { return }
            if text == "\u{7F}" || text == "\u{8}" {
                guard !typed.isEmpty else { return }
                typed.removeLast()
            } else if bytes.first ?? 0 >= 0x20 {
                typed += text
            }
        }
        if !typed.isEmpty { word = typed }
        guard !word.isEmpty else { return }
        if let page = pages.page(with: word) { return print(page) }
        show(status: "nothing below holds \(word)")
        let key = next()
        wipe()
        key.giveBack()
    }

    private var status: String {
        let text = "— more — space, b back, /find, q (\(pages.counts))"
        return isASCII ? inASCII(text) : text
    }

    private func print(_ rows: [String]) {
        _ = channel.write(rows.map { $0 + "\n" }.joined())
    }

    private func show(status: String) {
        let text = shortened(escapingControls(status), into: channel.size.columns - 1)
        _ = channel.write(channel.painted(text, .faint))
    }

    private func wipe() { _ = channel.write("\r\u{1B}[J") }
}
