// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// Standard output or standard error: where it leads, and how to write to it.
struct Channel: Sendable {
    /// The file descriptor.
    let descriptor: Int32

    /// Whether a person sees it.
    let isTerminal: Bool

    /// Whether it takes colours.
    let hasColours: Bool

    init(_ descriptor: Int32) {
        let isTerminal = isatty(descriptor) == 1
        self.descriptor = descriptor
        self.isTerminal = isTerminal
        hasColours = wantsColours(isTerminal: isTerminal, variable: environmentVariable)
    }

    /// Whether it is a terminal that knows how to move the cursor.
    var canRedraw: Bool { isTerminal && !isDumb(environmentVariable("TERM")) }

    /// The size in columns and rows; 80 and 24 where it has none, or says 0.
    var size: (columns: Int, rows: Int) {
        var window = winsize()
        guard isTerminal, ioctl(descriptor, UInt(TIOCGWINSZ), &window) == 0 else { return (80, 24) }
        return (
            window.ws_col == 0 ? 80 : Int(window.ws_col),
            window.ws_row == 0 ? 24 : Int(window.ws_row)
        )
    }

    /// How many pixels a character takes; nil where the terminal does not say.
    var pixelSize: (width: Double, height: Double)? {
        var window = winsize()
        guard isTerminal, ioctl(descriptor, UInt(TIOCGWINSZ), &window) == 0,
            window.ws_col > 0, window.ws_row > 0, window.ws_xpixel > 0, window.ws_ypixel > 0
        else { return nil }
        return (
            Double(window.ws_xpixel) / Double(window.ws_col),
            Double(window.ws_ypixel) / Double(window.ws_row)
        )
    }

    /// Writes all of a text.
    ///
    /// - Returns: 0, or the error number where the text could not be written.
    func write(_ text: String) -> Int32 {
        var text = text
        return text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while !rest.isEmpty {
                let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
                if count < 0 && errno == EINTR { continue }
                if count < 0 && errno == EAGAIN {
                    var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    poll(&ready, 1, -1)
                    continue
                }
                if count <= 0 { return count < 0 ? errno : EIO }
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
            return 0
        }
    }

    /// Returns a text in a style, or as it is where there are no colours.
    func painted(_ text: String, _ style: Style) -> String {
        hasColours ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }

    /// Returns a text as it may be sent there: a terminal gets no control characters.
    func safe(_ text: String) -> String {
        isTerminal ? escapingControls(text) : text
    }
}

/// The few looks that the front ends give to words.
enum Style: String {
    case error = "1;31"
    case caret = "31"
    case hint = "36"
    case prompt = "1;34"
    case faint = "2"
    case strong = "1;33"
    case weak = "34"
}

/// Returns whether a stream takes colours: NO_COLOR, then CLICOLOR_FORCE, then TERM, then whether it
/// is a terminal.
func wantsColours(isTerminal: Bool, variable: (String) -> String?) -> Bool {
    if variable("NO_COLOR") != nil { return false }
    if let force = variable("CLICOLOR_FORCE"), force != "0" { return true }
    return isTerminal && !isDumb(variable("TERM"))
}

/// Returns whether a terminal of this type knows no escape sequences.
func isDumb(_ type: String?) -> Bool { type == nil || type == "dumb" }
