// SPDX-License-Identifier: GPL-3.0-or-later

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Jobs that threads take one after the other, and what comes of them, in the order of the jobs.
///
/// One thread puts jobs in and takes results out; it may do jobs itself while it waits.
package final class JobQueue<Job: Sendable, Result: Sendable>: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let change = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var jobs: [(number: Int, job: Job)] = []
    private var results: [Int: Result] = [:]
    private var isClosed = false

    /// Makes a queue without jobs.
    package init() {
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(change, nil)
    }

    deinit {
        pthread_cond_destroy(change)
        pthread_mutex_destroy(mutex)
        change.deallocate()
        mutex.deallocate()
    }

    /// Adds a job by its number, which says where its result belongs.
    package func put(_ job: Job, number: Int) {
        locked { jobs.append((number, job)) }
    }

    /// Waits for a job and takes it; nil once the queue is closed.
    package func take() -> (number: Int, job: Job)? {
        locked {
            while jobs.isEmpty, !isClosed { pthread_cond_wait(change, mutex) }
            return isClosed ? nil : jobs.removeFirst()
        }
    }

    /// Takes a job if there is one.
    package func takeIfAny() -> (number: Int, job: Job)? {
        locked { jobs.isEmpty ? nil : jobs.removeFirst() }
    }

    /// Takes what came of a job.
    package func finish(_ number: Int, _ result: Result) {
        locked { results[number] = result }
    }

    /// Returns what came of a job if it is done.
    package func resultIfAny(_ number: Int) -> Result? {
        locked { results.removeValue(forKey: number) }
    }

    /// Waits for what comes of a job that a thread has taken.
    package func result(_ number: Int) -> Result {
        locked {
            while true {
                if let result = results.removeValue(forKey: number) { return result }
                pthread_cond_wait(change, mutex)
            }
        }
    }

    /// Ends the threads that wait for jobs; jobs that nobody has taken are dropped.
    package func close() {
        locked {
            isClosed = true
            jobs = []
        }
    }

    /// Does something that no other thread does meanwhile, and wakes those that wait.
    private func locked<Value>(_ body: () -> Value) -> Value {
        pthread_mutex_lock(mutex)
        defer {
            pthread_cond_broadcast(change)
            pthread_mutex_unlock(mutex)
        }
        return body()
    }
}
