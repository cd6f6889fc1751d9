// SPDX-License-Identifier: GPL-3.0-or-later

/// Arithmetic as typed by a person: numbers, names, functions, comparisons, conditions.
///
///     try Expression(parsing: "1/3 + eps_low").value(in: Scope(numbers: ["eps_low": 0.2]))
///
/// A value is either a number or a truth value, and which of the two is known before anything is
/// computed. Both branches of an `if` may be computed; nothing an expression does can fail then.
public struct Expression: Sendable, Equatable {
    /// The text as typed.
    public let source: String

    /// What is added to the spans of errors: where the expression begins in its line.
    let offset: Int

    /// The parts, each after those it works on; the whole is the last.
    let nodes: [Node]

    /// Reads an expression.
    ///
    /// - Parameters:
    ///   - source: The text.
    ///   - offset: Where the text begins in its line, in Unicode scalars; added to every span.
    /// - Throws: ``ExpressionError`` where the text does not follow the grammar, is longer than
    ///   10,000 scalars, is nested more than 200 deep, or has more than 2,000 parts.
    public init(parsing source: String, offset: Int = 0) throws(ExpressionError) {
        self.source = source
        self.offset = offset
        do {
            nodes = try Parser.nodes(of: Array(source.unicodeScalars))
        } catch {
            throw error.shifted(by: offset)
        }
    }

    /// What an expression can give.
    public enum ValueType: Sendable, Equatable {
        /// A number.
        case number
        /// True or false.
        case truth
    }

    /// The memory that the parts take, in bytes; the text is not among them.
    public var partBytes: Int {
        nodes.reduce(nodes.capacity * MemoryLayout<Node>.stride) { bytes, node in
            guard case .call(let name, let operands) = node.kind else { return bytes }
            return bytes + name.utf8.count + operands.capacity * MemoryLayout<Int>.stride
        }
    }

    /// The names of the numbers that the expression uses, in ASCII; functions are not among them.
    public var names: Set<String> {
        Set(nodes.compactMap { if case .name(let name) = $0.kind { name } else { nil } })
    }

    /// Whether it means the same everywhere: it names no number, and no function but the standard
    /// ones, so that an empty scope will do.
    public var isSelfContained: Bool {
        nodes.allSatisfy { node in
            switch node.kind {
            case .name: false
            case .call(let name, _): Scope.standardFunctions[name] != nil
            case .number, .negative, .not, .arithmetic, .comparison, .logic, .condition: true
            }
        }
    }
}
