// SPDX-License-Identifier: GPL-3.0-or-later

/// Why a simulation cannot start, or had to stop.
public struct SimulationError: Error, Equatable {
    /// What is wrong, as a clause that names the values: `steps = 0 is outside its range`.
    public let message: String

    /// The contract name of the parameter to change, where one is to blame.
    public let parameter: String?

    /// What to do instead, as a clause without a full stop; nil where nothing helps.
    public let hint: String?

    /// Makes an error.
    public init(_ message: String, parameter: String? = nil, hint: String? = nil) {
        self.message = message
        self.parameter = parameter
        self.hint = hint
    }
}

extension SimulationError: CustomStringConvertible {
    /// The message, and the hint where there is one.
    public var description: String {
        guard let hint else { return message }
        return "\(message); \(hint)"
    }
}
