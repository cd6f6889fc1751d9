// SPDX-License-Identifier: GPL-3.0-or-later

import CTerminal
import Glibc

/// How images are sent to a terminal.
enum ImageProtocol: Equatable {
    case kitty, iterm2, sixel
}

/// Asks a terminal whether it shows images.
struct TerminalProbe: Sendable {
    /// Where keys and answers come from.
    var input: Int32 = 0
    /// Where questions go.
    var output: Int32 = 1
    /// Returns an environment variable.
    var variable: @Sendable (String) -> String? = environmentVariable

    /// How long an answer may take, in seconds.
    private static let patience = 0.2

    /// The question of kitty's protocol; every terminal answers the one after it, so that nobody
    /// waits for an answer that does not come.
    private static let question = "\u{1B}_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\u{1B}\\\u{1B}[c"

    /// Returns how the terminal shows images, or nil where it does not, or is not to be asked.
    ///
    /// Keys that were typed in the meantime go to the line editor. Where nobody gives keys back,
    /// the terminal is asked only when none are waiting.
    func find(returnsKeys: Bool) -> ImageProtocol? {
        guard mayBeAsked else { return nil }
        if isITerm { return .iterm2 }
        guard tcgetpgrp(input) == getpgrp() else { return nil }
        guard returnsKeys || !hasKeys else { return nil }
        let reply = ask()
        if !reply.isComplete { ct_expect_reply() }
        if returnsKeys && !reply.keys.isEmpty {
            reply.keys.withUnsafeBufferPointer { keys in
                keys.withMemoryRebound(to: CChar.self) { keys in
                    if let start = keys.baseAddress { ct_give_back(start, Int32(keys.count)) }
                }
            }
        }
        return reply.imageProtocol
    }

    /// Whether a question does no harm: a terminal at both ends, and nobody between us and it.
    private var mayBeAsked: Bool {
        guard isatty(input) == 1, isatty(output) == 1, let type = variable("TERM"),
            !isDumb(type), variable("CI") == nil
        else { return false }
        let isMultiplexed =
            variable("TMUX") != nil || variable("STY") != nil || type.hasPrefix("screen")
            || type.hasPrefix("tmux")
        return !isMultiplexed
    }

    /// Whether it is one of those that show images as iTerm2 does, and say who they are.
    private var isITerm: Bool {
        ["iTerm.app", "WezTerm", "mintty"].contains(variable("TERM_PROGRAM") ?? "")
            || variable("LC_TERMINAL") == "iTerm2"
    }

    /// Whether keys are waiting to be read.
    private var hasKeys: Bool {
        var ready = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
        return poll(&ready, 1, 0) > 0
    }

    /// Asks, and reads until the answer is complete or time is up.
    private func ask() -> TerminalReply {
        var usual = termios()
        guard tcgetattr(input, &usual) == 0 else { return TerminalReply([]) }
        var raw = usual
        raw.c_lflag &= ~tcflag_t(ICANON | ECHO)
        withUnsafeMutableBytes(of: &raw.c_cc) { characters in
            characters[Int(VMIN)] = 0
            characters[Int(VTIME)] = 0
        }
        guard tcsetattr(input, TCSANOW, &raw) == 0 else { return TerminalReply([]) }
        defer { tcsetattr(input, TCSANOW, &usual) }
        guard Channel(output).write(Self.question) == 0 else { return TerminalReply([]) }
        var bytes: [UInt8] = []
        let end = monotonicSeconds() + Self.patience
        while !TerminalReply(bytes).isComplete {
            let left = Int32((end - monotonicSeconds()) * 1000)
            var ready = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
            let count = left > 0 ? poll(&ready, 1, left) : 0
            if count < 0 && errno == EINTR && !ct_is_interrupted() { continue }
            guard count > 0 else { break }
            var block = [UInt8](repeating: 0, count: 4096)
            let length = read(input, &block, block.count)
            guard length > 0 else { break }
            bytes += block.prefix(length)
        }
        return TerminalReply(bytes)
    }
}
