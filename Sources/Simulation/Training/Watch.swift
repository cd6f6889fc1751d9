// SPDX-License-Identifier: GPL-3.0-or-later

/// Asks now and then whether to stop, so that even the largest worlds stop within 100 ms.
///
/// Work is counted in units of about a nanosecond; only after some milliseconds of it is the
/// question asked, so that small worlds never pay for it.
struct Watch {
    private let isCancelled: () -> Bool
    private var work = 0

    /// How much work lies between two questions, and how much does where nothing is said.
    private let interval: Int
    static let usualInterval = 1 << 21

    /// Makes a watch that asks a function.
    init(every interval: Int = usualInterval, _ isCancelled: @escaping () -> Bool) {
        self.interval = interval
        self.isCancelled = isCancelled
    }

    /// Counts work that has been done or is about to be done.
    ///
    /// - Throws: ``Halt/cancelled`` where it is time to stop.
    @inline(__always)
    mutating func spend(_ units: Int) throws(Halt) {
        work &+= units
        if work > interval { try ask() }
    }

    @inline(never)
    private mutating func ask() throws(Halt) {
        work = 0
        if isCancelled() { throw .cancelled }
    }
}

/// Why a step did not come to its end.
enum Halt: Error {
    /// Somebody asked to stop; the step can be gone on with.
    case cancelled
    /// Training cannot go on.
    case failed(SimulationError)
}

extension Halt {
    /// Calls a function, whose error is one that training cannot go on with.
    static func failing<Value>(
        _ body: () throws(SimulationError) -> Value
    ) throws(Halt) -> Value {
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
