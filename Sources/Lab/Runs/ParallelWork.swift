// SPDX-License-Identifier: GPL-3.0-or-later

import Dispatch
import Glibc
import Synchronization

/// Does independent jobs on all cores; their order of finishing does not matter to the results.
struct ParallelWork<Job: Sendable, Result: Sendable>: Sendable {
    /// Does one job; calls its second argument after each part of the work.
    let work: @Sendable (Job, _ tick: () -> Void) -> Result

    /// Does all jobs and returns their results in the order of the jobs.
    ///
    /// - Parameters:
    ///   - jobs: The jobs; each is let go of when it is begun, so that what it holds can be worked
    ///     on in place.
    ///   - report: Called on the caller's thread now and then with the parts done.
    /// - Returns: One result a job.
    func run(_ jobs: consuming [Job], report: (Int) -> Void) -> [Result] {
        let count = jobs.count
        let board = Board<Job, Result>(jobs)
        let group = DispatchGroup()
        let cores = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        for _ in 0..<min(cores, count) {
            DispatchQueue.global(qos: .userInitiated).async(group: group) {
                while let (index, job) = board.take() {
                    let result = work(job) { board.tick() }
                    board.put(result, at: index)
                }
            }
        }
        while group.wait(timeout: .now() + .milliseconds(40)) == .timedOut { report(board.ticks) }
        return board.results
    }
}

/// Who does which job, and what came of it: the one thing that the threads share.
private final class Board<Job: Sendable, Result: Sendable>: Sendable {
    private struct State {
        var next = 0
        var jobs: [Job?]
        var results: [Result?]
    }

    private let state: Mutex<State>
    private let parts = Atomic<Int>(0)

    init(_ jobs: consuming [Job]) {
        let none = [Result?](repeating: nil, count: jobs.count)
        state = Mutex(State(jobs: jobs, results: none))
    }

    func take() -> (index: Int, job: Job)? {
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

    func put(_ result: Result, at index: Int) {
        state.withLock { $0.results[index] = result }
    }

    func tick() { parts.add(1, ordering: .relaxed) }

    var ticks: Int { parts.load(ordering: .relaxed) }

    var results: [Result] { state.withLock { $0.results.compactMap(\.self) } }
}
