// SPDX-License-Identifier: GPL-3.0-or-later

/// Code that knows where it may be broken: inside the brackets of calls.
package indirect enum CodeText: Sendable, Equatable {
    /// Text that stays on one line.
    case plain(String)
    /// A call with its arguments.
    case call(String, [CodeText])

    /// The code on one line.
    package var flat: String {
        switch self {
        case .plain(let text): text
        case .call(let function, let arguments):
            "\(function)(\(arguments.map(\.flat).joined(separator: ", ")))"
        }
    }

    /// Returns the code as lines, broken where it is too long for one.
    ///
    /// - Parameters:
    ///   - indent: The blanks before each line.
    ///   - head: What stands before it on the first line.
    ///   - tail: What stands after it on the last line.
    ///   - columns: How long a line may be; what has no brackets may be longer.
    /// - Returns: The lines.
    package func lines(
        indent: Int, head: String = "", tail: String = "", columns: Int = 88
    ) -> [String] {
        let blanks = String(repeating: " ", count: indent)
        let line = blanks + head + flat + tail
        guard line.count > columns, case .call(let function, let arguments) = self else {
            return [line]
        }
        let inner = arguments.flatMap {
            $0.lines(indent: indent + 4, tail: ",", columns: columns)
        }
        return [blanks + head + function + "("] + inner + [blanks + ")" + tail]
    }
}
