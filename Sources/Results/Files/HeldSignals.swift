// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// Holds back the signals that end a process, while a file has a name that must not stay.
enum HeldSignals {
    /// The signals by which others ask a process to end.
    ///
    /// SIGKILL cannot be held back.
    private static let ending = [
        SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGALRM, SIGUSR1, SIGUSR2, SIGXCPU,
    ]

    /// Does something that no such signal breaks off.
    ///
    /// A signal that came meanwhile acts when this returns: a process that it ends, ends by it, and
    /// so with the exit status that it always has.
    ///
    /// - Parameter body: Is handed a function that says whether a signal waits, so that what takes
    ///   long can be given up.
    /// - Returns: What the body returned.
    static func during<Value>(_ body: (_ isOneWaiting: @escaping () -> Bool) -> Value)
        -> Value
    {
        let held = ending.filter { !isIgnored($0) }
        var set = sigset_t()
        sigemptyset(&set)
        for signal in held { sigaddset(&set, signal) }
        var before = sigset_t()
        pthread_sigmask(SIG_BLOCK, &set, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        return body {
            var waiting = sigset_t()
            sigpending(&waiting)
            return held.contains { sigismember(&waiting, $0) == 1 }
        }
    }

    /// Returns whether a signal does nothing: under `nohup` a held-back SIGHUP would wait as others
    /// do.
    private static func isIgnored(_ signal: Int32) -> Bool {
        var action = sigaction()
        sigaction(signal, nil, &action)
        // SIG_IGN, which C has no pointer for that could be compared here.
        return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
    }
}
