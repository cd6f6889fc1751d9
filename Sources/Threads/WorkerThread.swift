// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// A thread that does one thing and ends.
package struct WorkerThread: Sendable {
    private let thread: pthread_t

    /// Starts a thread, or returns nil where the system has none left for us: by `ulimit -u`, by a
    /// limit on a container, for want of memory.
    ///
    /// Signals go to the other threads, which know what to do with them; but not those that a thread
    /// raises by its own fault.
    package static func start(_ body: @escaping @Sendable () -> Void) -> WorkerThread? {
        var (all, before) = (sigset_t(), sigset_t())
        sigfillset(&all)
        for fault in [SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT] { sigdelset(&all, fault) }
        pthread_sigmask(SIG_BLOCK, &all, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        var thread = pthread_t()
        let task = Unmanaged.passRetained(Task(body))
        let code = pthread_create(
            &thread, nil,
            { pointer in
                guard let pointer else { return nil }
                Unmanaged<Task>.fromOpaque(pointer).takeRetainedValue().body()
                return nil
            }, task.toOpaque())
        guard code == 0 else {
            task.release()
            return nil
        }
        return WorkerThread(thread: thread)
    }

    /// Waits for its end; to be called once.
    package func join() { pthread_join(thread, nil) }
}

/// What a thread does, as C can hand it over.
private final class Task: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}
