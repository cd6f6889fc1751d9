// SPDX-License-Identifier: GPL-3.0-or-later

import Dispatch
import Glibc
import Synchronization

/// Does independent jobs on all cores; their order of finishing does not matter to the results.
struct ParallelWork<Job: Sendable, Result: Sendable>: Sendable {
    /// The jobs.
    let jobs: [Job]

    /// Does one job; calls its second argument after each part of the work.
    let work: @Sendable (Job, _ tick: () -> Void) -> Result

    /// Does all jobs and returns their results in the order of the jobs.
    ///
    /// - Parameter report: Called on the caller's thread now and then with the parts done.
    /// - Returns: One result a job.
    func run(report: (Int) -> Void) -> [Result] {
        let board = Board<Result>(count: jobs.count)
        let group = DispatchGroup()
        let cores = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        for _ in 0..<min(cores, jobs.count) {
            DispatchQueue.global(qos: .userInitiated).async(group: group) {
                while let index = board.take() {
                    let result = work(jobs[index]) { board.tick() }
                    board.put(result, at: index)
                }
            }
        }
        while group.wait(timeout: .now() + .milliseconds(40)) == .timedOut { report(board.ticks) }
        return board.results
    }
}

/// Who does which job, and what came of it: the one thing that the threads share.
private final class Board<Result: Sendable>: Sendable {
    private struct State {
        var next = 0
        var results: [Result?]
    }

    private let state: Mutex<State>
    private let parts = Atomic<Int>(0)

    init(count: Int) {
        state = Mutex(State(results: Array(repeating: nil, count: count)))
    }

    func take() -> Int? {
        state.withLock { state in
            guard state.next < state.results.count else { return nil }
            defer { state.next += 1 }
            return state.next
        }
    }

    func put(_ result: Result, at index: Int) {
        state.withLock { $0.results[index] = result }
    }

    func tick() { parts.add(1, ordering: .relaxed) }

    var ticks: Int { parts.load(ordering: .relaxed) }

    var results: [Result] { state.withLock { $0.results.compactMap(\.self) } }
}
