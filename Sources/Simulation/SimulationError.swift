// SPDX-License-Identifier: GPL-3.0-or-later

/// Why a simulation cannot start, or had to stop.
public struct SimulationError: Error, Equatable {
    /// What is wrong, as a clause that names the values: `steps = 0 is outside its range`.
    public let message: String

    /// The contract name of the parameter to change, where one is to blame.
    public let parameter: String?

    /// What to do instead, as a clause without a full stop; nil where nothing helps.
    public let hint: String?

    /// The method that was trained; nil where training had not begun.
    public private(set) var method: String?

    /// The seed with which it was trained; nil where there is none.
    public private(set) var seed: Int?

    /// The step at which training stopped, from 0; nil where it had not begun.
    public private(set) var step: Int?

    /// Makes an error.
    public init(_ message: String, parameter: String? = nil, hint: String? = nil) {
        self.message = message
        self.parameter = parameter
        self.hint = hint
    }

    /// Returns the error as one of a training that had come to a step.
    func during(method: String, seed: Int? = nil, step: Int) -> SimulationError {
        var error = self
        (error.method, error.seed, error.step) = (method, seed, step)
        return error
    }
}

extension SimulationError: CustomStringConvertible {
    /// Where training was if it had begun, the message, and the hint where there is one.
    public var description: String {
        let place = [method, seed.map { "seed \($0)" }, step.map { "step \($0)" }]
            .compactMap(\.self).joined(separator: ", ")
        return (place.isEmpty ? "" : place + ": ") + message + (hint.map { "; \($0)" } ?? "")
    }
}
