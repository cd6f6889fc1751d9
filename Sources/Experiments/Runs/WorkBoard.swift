// SPDX-License-Identifier: GPL-3.0-or-later

import Synchronization

/// Who does which job, and what came of it: the one thing that threads share.
package final class WorkBoard<Job: Sendable, Result: Sendable>: Sendable {
    /// A job that nothing came of, by its place.
    package struct Missing: Error, Equatable {
        /// Its place among the jobs, from 0.
        package let index: Int
    }

    private struct State {
        var next = 0
        var jobs: [Job?]
        var results: [Result?]
    }

    private let state: Mutex<State>
    private let parts = Atomic<Int>(0)

    package init(_ jobs: consuming [Job]) {
        let none = [Result?](repeating: nil, count: jobs.count)
        state = Mutex(State(jobs: jobs, results: none))
    }

    /// Returns the next job, which is the taker's alone from now on; nil where all are taken.
    package func take() -> (index: Int, job: Job)? {
        state.withLock { state in
            while state.next < state.jobs.count {
                let index = state.next
                state.next += 1
                guard let job = state.jobs[index] else { continue }
                state.jobs[index] = nil
                return (index, job)
            }
            return nil
        }
    }

    /// Takes what came of a job.
    package func put(_ result: Result, at index: Int) {
        state.withLock { $0.results[index] = result }
    }

    /// Counts a part of the work.
    package func tick() { parts.add(1, ordering: .relaxed) }

    /// The parts of the work that are done.
    package var ticks: Int { parts.load(ordering: .relaxed) }

    /// Returns the results, each in the place of its job.
    ///
    /// - Throws: Where one is missing: without it all after it would stand for other jobs.
    package func results() throws(Missing) -> [Result] {
        let found = state.withLock { $0.results }
        var results: [Result] = []
        results.reserveCapacity(found.count)
        for (index, result) in found.enumerated() {
            guard let result else { throw Missing(index: index) }
            results.append(result)
        }
        return results
    }
}
