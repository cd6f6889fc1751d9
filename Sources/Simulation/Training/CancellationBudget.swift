// SPDX-License-Identifier: GPL-3.0-or-later

/// Asks now and then whether to stop, so that even the largest worlds stop within 100 ms.
///
/// Work is counted in units of about a nanosecond; only after some milliseconds of it is the
/// question asked, so that small worlds never pay for it, and always at the same places.
struct CancellationBudget {
    private let isCancelled: () -> Bool
    private var work = 0

    /// How much work lies between two questions, and how much does where nothing is said.
    private let interval: Int
    static let usualInterval = 1 << 21

    /// What a row of a world's tables takes: a normal number and a logarithm for each token.
    private let row: Int

    /// Makes a budget that asks a function.
    ///
    /// - Parameters:
    ///   - interval: How much work lies between two questions.
    ///   - vocabulary: How many tokens a row of the world's tables has.
    ///   - isCancelled: The question.
    init(
        every interval: Int = usualInterval, rowsOf vocabulary: Int = 1,
        _ isCancelled: @escaping () -> Bool
    ) {
        self.interval = interval
        self.isCancelled = isCancelled
        row = vocabulary &* 60
    }

    /// Counts work that has been done or is about to be done.
    ///
    /// - Throws: ``Interruption/cancelled`` where it is time to stop.
    @inline(__always)
    mutating func count(_ units: Int) throws(Interruption) {
        work &+= units
        if work > interval { try ask() }
    }

    /// Counts a row of a world's tables, or as much work as one takes.
    ///
    /// - Throws: As ``count(_:)`` does.
    @inline(__always)
    mutating func countRow() throws(Interruption) { try count(row) }

    @inline(never)
    private mutating func ask() throws(Interruption) {
        work = 0
        if isCancelled() { throw .cancelled }
    }
}

/// Why a step did not come to its end.
enum Interruption: Error {
    /// Somebody asked to stop; the step can be gone on with.
    case cancelled
    /// Training cannot go on.
    case failed(SimulationError)
}

extension Interruption {
    /// Calls a function, whose error is one that training cannot go on with.
    static func failing<Value>(
        _ body: () throws(SimulationError) -> Value
    ) throws(Interruption) -> Value {
        do {
            return try body()
        } catch {
            throw .failed(error)
        }
    }

    /// Why, where nobody can have asked to stop.
    var reason: SimulationError {
        switch self {
        case .cancelled: SimulationError("the training was stopped")
        case .failed(let error): error
        }
    }
}
