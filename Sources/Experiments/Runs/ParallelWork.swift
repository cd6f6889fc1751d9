// SPDX-License-Identifier: GPL-3.0-or-later

import Dispatch
import Threads

/// Does independent jobs on all processors; their order of finishing does not matter to the results.
///
/// Where no thread can be started, the caller's does them all.
struct ParallelWork<Job: Sendable, Result: Sendable>: Sendable {
    /// How many threads are started at the most.
    var mostThreads = Processors.count

    /// Starts a thread, or returns nil where there can be none.
    var startThread: @Sendable (_ body: @escaping @Sendable () -> Void) -> WorkerThread? = {
        WorkerThread.start($0)
    }

    /// Does one job; calls its second argument after each part of the work.
    package let work: @Sendable (Job, _ tick: () -> Void) -> Result

    /// How often the parts done are reported, in milliseconds.
    private static var interval: Int { 40 }

    /// Does all jobs and returns their results in the order of the jobs.
    ///
    /// - Parameters:
    ///   - jobs: The jobs; each is let go of when it is begun, so that what it holds can be worked
    ///     on in place.
    ///   - report: Called on the caller's thread now and then with the parts done.
    /// - Returns: One result a job.
    /// - Throws: Where a job has none.
    package func run(
        _ jobs: consuming [Job], report: (Int) -> Void
    ) throws(WorkBoard<Job, Result>.Missing) -> [Result] {
        let most = min(mostThreads, jobs.count)
        let board = WorkBoard<Job, Result>(jobs)
        let group = DispatchGroup()
        let threads = start(most, on: board, group)
        if threads.isEmpty { workAlone(on: board, report: report) }
        while group.wait(timeout: .now() + .milliseconds(Self.interval)) == .timedOut {
            report(board.ticks)
        }
        for thread in threads { thread.join() }
        return try board.results()
    }

    /// Starts as many threads as there can be, up to a number.
    private func start(
        _ most: Int, on board: WorkBoard<Job, Result>, _ group: DispatchGroup
    ) -> [WorkerThread] {
        var threads: [WorkerThread] = []
        while threads.count < most {
            group.enter()
            let thread = startThread {
                while let (index, job) = board.take() {
                    board.put(work(job) { board.tick() }, at: index)
                }
                group.leave()
            }
            guard let thread else {
                group.leave()
                break
            }
            threads.append(thread)
        }
        return threads
    }

    /// Does all jobs on the caller's thread, and reports between their parts.
    private func workAlone(on board: WorkBoard<Job, Result>, report: (Int) -> Void) {
        let interval = Duration.milliseconds(Self.interval)
        var next = ContinuousClock.now + interval
        while let (index, job) = board.take() {
            let result = work(job) {
                board.tick()
                guard ContinuousClock.now >= next else { return }
                report(board.ticks)
                next = .now + interval
            }
            board.put(result, at: index)
        }
    }
}
