// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Glibc
import Testing

/// The program on a pseudo-terminal, driven by keys and read as a screen.
final class Terminal {
    private let master: Int32
    private let process: pid_t
    private var model: ScreenModel
    private var columns: Int
    private var status: Int32?

    /// Everything that the program wrote.
    private(set) var transcript: [UInt8] = []

    /// Starts a program whose home is a folder; `-` as a variable's value leaves it out.
    init(
        _ arguments: [String] = [program], home: TemporaryFolder, columns: Int = 80,
        rows: Int = 24, variables: [String: String] = [:]
    ) throws {
        // posix_openpt and ptsname are not among what Swift sees of the C library.
        master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var locked: Int32 = 0
        var number: Int32 = -1
        let unlock: UInt = 0x4004_5431  // TIOCSPTLCK
        let getNumber: UInt = 0x8004_5430  // TIOCGPTN
        guard ioctl(master, unlock, &locked) == 0, ioctl(master, getNumber, &number) == 0 else {
            throw NoTerminal()
        }
        let name = "/dev/pts/\(number)"
        model = ScreenModel(columns: columns)
        self.columns = columns
        process = try start(
            arguments, environment: environment(home: home, variables), session: true
        ) { actions in
            posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
            posix_spawn_file_actions_adddup2(&actions, 0, 1)
            posix_spawn_file_actions_adddup2(&actions, 0, 2)
        }
        setSize(columns: columns, rows: rows)
    }

    deinit {
        if status == nil {
            kill(-process, SIGKILL)
            kill(process, SIGKILL)
            var ignored: Int32 = 0
            waitpid(process, &ignored, 0)
        }
        close(master)
    }

    /// What the screen shows.
    var text: String { model.text }

    /// The last row that shows anything.
    var lastLine: String { model.lines.last { !$0.isEmpty } ?? "" }

    /// The row in which the cursor stands.
    var cursorLine: String { model.lines.indices.contains(model.row) ? model.lines[model.row] : "" }

    /// Where the cursor stands.
    var cursor: (row: Int, column: Int) { (model.row, model.column) }

    /// Types keys.
    func type(_ keys: String) { type(Array(keys.utf8)) }

    /// Types keys that are bytes, which need not be UTF-8.
    func type(_ bytes: [UInt8]) { _ = write(master, bytes, bytes.count) }

    /// Reads what the program writes until nothing has come for some milliseconds.
    func drain(quiet milliseconds: Int32) {
        var ready = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        while poll(&ready, 1, milliseconds) > 0, read(for: 0) {}
    }

    /// Forgets what was shown, so that a long test costs no more at its end than at its start.
    func forgetScreen() {
        transcript = []
        model = ScreenModel(columns: columns)
    }

    /// Changes the size of the screen; the program gets SIGWINCH.
    func resize(columns: Int, reflows: Bool = false) {
        self.columns = columns
        if reflows { model.reflow(columns: columns) } else { model.resize(columns: columns) }
        setSize(columns: columns, rows: 24)
    }

    private func setSize(columns: Int, rows: Int) {
        var size = winsize(
            ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    }

    /// Sends a signal to the program.
    func send(_ signal: Int32) { kill(process, signal) }

    /// Waits until something is so; records an issue after half a minute.
    func wait(
        for what: String, location: SourceLocation = #_sourceLocation,
        until condition: (Terminal) -> Bool
    ) throws {
        let end = Date().addingTimeInterval(30)
        while !condition(self) {
            guard Date() < end, read(for: 200) else {
                Issue.record(
                    "waited in vain for \(what)\(ending); the screen:\n\(text)",
                    sourceLocation: location)
                throw WaitedInVain()
            }
        }
    }

    /// How the program has ended, in words; empty while it runs.
    private var ending: String {
        var status: Int32 = 0
        usleep(100_000)  // the terminal may be closed before the end can be asked for
        guard waitpid(process, &status, WNOHANG) == process else { return "" }
        self.status = status
        let signal = status & 0x7F
        return signal == 0 ? ", ended with \(status >> 8)" : ", ended by signal \(signal)"
    }

    /// Waits until the screen shows a text.
    func wait(for shown: String, location: SourceLocation = #_sourceLocation) throws {
        try wait(for: shown, location: location) { $0.text.contains(shown) }
    }

    /// Waits until the last row is this.
    func wait(forLastLine line: String, location: SourceLocation = #_sourceLocation) throws {
        try wait(for: "the last line \(line)", location: location) { $0.lastLine == line }
    }

    /// Waits until the prompt stands alone on the last row.
    func waitForPrompt(location: SourceLocation = #_sourceLocation) throws {
        try wait(forLastLine: "flipside>", location: location)
    }

    /// Types a line and waits for the next prompt.
    func run(_ line: String, location: SourceLocation = #_sourceLocation) throws {
        try type(line + "\r", thenLastLine: "flipside>", location: location)
    }

    /// Types keys and waits until a prompt is drawn and the last row is this.
    func type(
        _ keys: String, thenLastLine line: String, location: SourceLocation = #_sourceLocation
    ) throws {
        let before = prompts
        type(keys)
        try wait(for: "\(line) after \(keys)", location: location) {
            $0.prompts > before && $0.lastLine == line
        }
    }

    /// Types Ctrl-C until a new prompt stands alone in the row of the cursor.
    ///
    /// More than once where it is not answered within a second: two that come at once are one.
    func interrupt(location: SourceLocation = #_sourceLocation) throws {
        let before = prompts
        var last = Date.distantPast
        try wait(for: "the prompt after Ctrl-C", location: location) { terminal in
            if Date().timeIntervalSince(last) > 1 {
                terminal.type("\u{3}")
                last = Date()
            }
            return terminal.prompts > before && terminal.cursorLine.hasSuffix("flipside>")
        }
    }

    /// How often readline began to read a line, or a line was printed.
    private var prompts: Int {
        String(decoding: transcript, as: UTF8.self).components(separatedBy: "> ").count
    }

    /// Waits until the program has ended.
    ///
    /// - Returns: Its exit code, or 128 and the number of the signal that ended it.
    func exitCode(location: SourceLocation = #_sourceLocation) throws -> Int32 {
        let end = Date().addingTimeInterval(30)
        var status: Int32 = 0
        while waitpid(process, &status, WNOHANG) == 0 {
            guard Date() < end else {
                Issue.record(
                    "the program does not end; the screen:\n\(text)", sourceLocation: location)
                throw WaitedInVain()
            }
            _ = read(for: 20)
        }
        self.status = status
        while read(for: 0) {}
        return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
    }

    /// Reads what is there, waiting at most some milliseconds.
    ///
    /// - Returns: Whether more may come.
    private func read(for milliseconds: Int32) -> Bool {
        var ready = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        guard poll(&ready, 1, milliseconds) > 0 else { return milliseconds > 0 }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = Glibc.read(master, &bytes, bytes.count)
        guard count > 0 else { return false }
        transcript += bytes.prefix(count)
        model.write(Array(bytes.prefix(count)))
        return true
    }
}

/// The machine gives no pseudo-terminals.
struct NoTerminal: Error {}

/// A test waited for something that never came; an issue says what.
struct WaitedInVain: Error {}
