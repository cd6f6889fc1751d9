// SPDX-License-Identifier: GPL-3.0-or-later

import CTerminal
import Glibc

/// A program that shows a long text a screen at a time.
struct PagerProgram {
    /// What the shell runs.
    let command: String

    /// Makes one of what a person calls it.
    ///
    /// less would write files, start programs and edit what it shows; with LESSSECURE it does not.
    init(_ command: String) {
        self.command = "export LESSSECURE=1 LESS=\"${LESS-FRX}\"; \(command)"
    }

    /// Shows a text and waits until the person has seen enough.
    ///
    /// Ctrl-C is for the pager while it runs. A pager that ends early closes its pipe; only here that
    /// is no reason to die.
    ///
    /// - Returns: Whether the pager could be started.
    func show(_ text: String) -> Bool {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return false }
        ends.forEach { _ = fcntl($0, F_SETFD, FD_CLOEXEC) }
        let before = signal(SIGPIPE, SIG_IGN)
        defer { signal(SIGPIPE, before) }
        let child = start(reading: ends[0])
        close(ends[0])
        if let child {
            _ = Channel(ends[1]).write(text)
            close(ends[1])
            var status: Int32 = 0
            while waitpid(child, &status, 0) == -1 && errno == EINTR {}
            ct_clear_interrupt()
            return status >> 8 != 127
        }
        close(ends[1])
        return false
    }

    /// Starts the pager; returns its process, or nil where it could not be started.
    private func start(reading descriptor: Int32) -> pid_t? {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, descriptor, 0)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        var child: pid_t = 0
        let words: [UnsafeMutablePointer<CChar>?] = [strdup("sh"), strdup("-c"), strdup(command)]
        defer { words.forEach { free($0) } }
        guard !words.contains(nil) else { return nil }
        let failure = posix_spawn(&child, "/bin/sh", &actions, &attributes, words + [nil], environ)
        return failure == 0 ? child : nil
    }
}
