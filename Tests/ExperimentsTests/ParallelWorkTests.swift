// SPDX-License-Identifier: GPL-3.0-or-later

@testable import Experiments
import Glibc
import Synchronization
import Testing
import Threads

@testable import Lab

/// What has been done, from all threads.
private final class Diary: Sendable {
    private let state = Mutex<(threads: Set<pthread_t>, parts: Int)>(([], 0))

    func note() {
        state.withLock {
            $0.parts += 1; _ = $0.threads.insert(pthread_self())
        }
    }

    var threads: Set<pthread_t> { state.withLock { $0.threads } }

    var parts: Int { state.withLock { $0.parts } }
}

@Suite("Work on several threads")
struct ParallelWorkTests {
    /// Returns work that takes a few parts a job, and whose result tells the job.
    private func work(
        _ diary: Diary, threads: Int,
        start: @escaping @Sendable (@escaping @Sendable () -> Void) -> WorkerThread?
    ) -> ParallelWork<Int, Int> {
        ParallelWork(mostThreads: threads, startThread: start) { job, tick in
            for _ in 0..<3 {
                diary.note()
                tick()
            }
            return job * job
        }
    }

    @Test("Results are in the order of the jobs, on however many threads", arguments: [1, 2, 7])
    func order(threads: Int) throws {
        let diary = Diary()
        let jobs = Array(0..<200)
        let results = try work(diary, threads: threads) { WorkerThread.start($0) }.run(jobs) { _ in
        }
        #expect(results == jobs.map { $0 * $0 })
        #expect(diary.parts == 600)
        #expect(!diary.threads.contains(pthread_self()))
        #expect((1...threads).contains(diary.threads.count))
    }

    @Test("Where no thread can be started, the caller's does all the work")
    func noThreads() throws {
        let diary = Diary()
        let results = try work(diary, threads: 4) { _ in nil }.run(Array(0..<50)) { _ in }
        #expect(results == (0..<50).map { $0 * $0 })
        #expect(diary.threads == [pthread_self()])
    }

    @Test("Where only some threads can be started, they do all the work")
    func fewThreads() throws {
        let diary = Diary()
        let left = Mutex(2)
        let results = try withExtendedLifetime(diary) {
            try work(diary, threads: 8) { body in
                let isLeft = left.withLock { left in
                    left -= 1
                    return left >= 0
                }
                return isLeft ? WorkerThread.start(body) : nil
            }.run(Array(0..<50)) { _ in }
        }
        #expect(results == (0..<50).map { $0 * $0 })
        #expect((1...2).contains(diary.threads.count))
    }

    @Test(
        "Without threads, too, it is said how far the work is, and it can be stopped between parts")
    func reports() throws {
        let isStopped = Atomic(false)
        let work = ParallelWork<Int, Int>(mostThreads: 2, startThread: { _ in nil }) { _, tick in
            var parts = 0
            while !isStopped.load(ordering: .relaxed) {
                parts += 1
                tick()
            }
            return parts
        }
        var reported: [Int] = []
        let results = try work.run([0, 1]) { parts in
            reported.append(parts)
            if reported.count == 2 { isStopped.store(true, ordering: .relaxed) }
        }
        #expect(reported.count == 2 && reported == reported.sorted())
        #expect(
            results.first == reported.last, "the report that stopped it was about its last part")
        #expect(results.last == 0)
    }

    @Test("A result that is missing is an error, not a shift of those after it")
    func missing() throws {
        let board = WorkBoard<String, Int>(["a", "b", "c"])
        while let (index, job) = board.take() {
            if job != "b" { board.put(index, at: index) }
        }
        #expect(throws: WorkBoard<String, Int>.Missing(index: 1)) { try board.results() }
        board.put(1, at: 1)
        #expect(try board.results() == [0, 1, 2])
    }

    @Test("A worker takes no signal: those are for the prompt")
    func signals() throws {
        let isBlocked = Mutex<[Int32]>([])
        var (term, before) = (sigset_t(), sigset_t())
        sigemptyset(&term)
        sigaddset(&term, SIGTERM)
        pthread_sigmask(SIG_UNBLOCK, &term, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        let all = [SIGINT, SIGTERM, SIGHUP, SIGWINCH, SIGCHLD, SIGCONT]
        let thread = try #require(
            WorkerThread.start {
                var mask = sigset_t()
                pthread_sigmask(SIG_BLOCK, nil, &mask)
                let blocked = all.filter { sigismember(&mask, $0) == 1 }
                isBlocked.withLock { $0 = blocked }
            })
        thread.join()
        #expect(isBlocked.withLock { $0 } == all)
        var mask = sigset_t()
        pthread_sigmask(SIG_BLOCK, nil, &mask)
        #expect(sigismember(&mask, SIGTERM) == 0, "the caller takes them as before")
    }
}
