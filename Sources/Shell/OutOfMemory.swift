// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// Makes a lack of memory an error message and the exit code 1.
///
/// Swift has no error for memory that the system refuses (`ulimit -v`, `ulimit -d`): it says how much
/// was asked for and aborts, as GLib does. Where the last call that failed was refused memory, the
/// end is put into words here; every other abort goes its usual way. Nothing can be said where the
/// kernel kills the process instead.
func reportLackOfMemory() {
    for number in [SIGABRT, SIGTRAP] {
        // Read now: a handler may not be the first to ask for it.
        _ = UsualActions.all
        var action = sigaction()
        action.__sigaction_handler.sa_handler = endWithoutMemory
        sigaction(number, &action, nil)
    }
}

/// What aborts did before, such as Swift's own backtraces.
private struct UsualActions {
    var abort = sigaction()
    var trap = sigaction()

    static let all: UsualActions = {
        var actions = UsualActions()
        sigaction(SIGABRT, nil, &actions.abort)
        sigaction(SIGTRAP, nil, &actions.trap)
        return actions
    }()
}

/// Handles an abort; only what is safe in a signal's handler is called.
private func endWithoutMemory(_ number: Int32) {
    guard errno == ENOMEM else {
        var action = number == SIGABRT ? UsualActions.all.abort : UsualActions.all.trap
        sigaction(number, &action, nil)
        raise(number)
        return
    }
    let text: StaticString = """
        error: out of memory
          ask for less, or raise the limit with ulimit -v

        """
    _ = write(2, text.utf8Start, text.utf8CodeUnitCount)
    _exit(1)
}
