// SPDX-License-Identifier: GPL-3.0-or-later

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Android)
    import Android
#elseif canImport(Bionic)
    import Bionic
#elseif canImport(ucrt)
    import ucrt
#endif

extension Scope {
    /// The functions that every expression may call, by name.
    public static let standardFunctions: [String: Function] = Dictionary(
        uniqueKeysWithValues: BuiltIn.allCases.map { ($0.rawValue, $0.function) })

    /// Their names, in the order in which texts list them.
    public static let standardFunctionNames = BuiltIn.allCases.map(\.rawValue)
}

/// The functions that rules are compiled with.
enum BuiltIn: String, CaseIterable, Sendable {
    case min, max, clip, exp, log, sqrt, abs, tanh, sigmoid, logp

    /// How many arguments the function takes.
    var arity: ClosedRange<Int> {
        switch self {
        case .min, .max: 2...1000
        case .clip: 3...3
        case .exp, .log, .sqrt, .abs, .tanh, .sigmoid, .logp: 1...1
        }
    }

    /// What the function gives, in one line.
    var summary: String {
        switch self {
        case .min: "The smallest of two or more numbers."
        case .max: "The largest of two or more numbers."
        case .clip: "x held between lo and hi: clip(x, lo, hi)."
        case .exp: "e to the power of x."
        case .log: "The natural logarithm, in nats."
        case .sqrt: "The square root."
        case .abs: "The size of x without its sign."
        case .tanh: "The hyperbolic tangent."
        case .sigmoid: "1 / (1 + exp(-x))."
        case .logp: "The probability whose logarithm in nats is x."
        }
    }

    /// The function as a scope holds it.
    var function: Scope.Function {
        Scope.Function(arity: arity, summary: summary) { arguments in
            switch self {
            case .min: arguments.dropFirst().reduce(arguments[0], smaller)
            case .max: arguments.dropFirst().reduce(arguments[0], larger)
            case .clip: clipped(arguments[0], arguments[1], arguments[2])
            case .exp, .log, .sqrt, .abs, .tanh, .sigmoid, .logp: self.of(arguments[0])
            }
        }
    }

    /// Returns the value of a function of one number; NaN for the functions of several.
    @inline(__always) func of(_ x: Double) -> Double {
        switch self {
        case .exp, .logp: Expressions.exponential(x)
        case .log: Expressions.logarithm(x)
        case .sqrt: x.squareRoot()
        case .abs: x.magnitude
        case .tanh: Expressions.hyperbolicTangent(x)
        case .sigmoid: Expressions.logistic(x)
        case .min, .max, .clip: .nan
        }
    }
}

/// Returns the smaller number; NaN if either is NaN, unlike C's `fmin`.
@inline(__always) func smaller(_ x: Double, _ y: Double) -> Double {
    x < y || x.isNaN ? x : y
}

/// Returns the larger number; NaN if either is NaN, unlike C's `fmax`.
@inline(__always) func larger(_ x: Double, _ y: Double) -> Double {
    x > y || x.isNaN ? x : y
}

/// Returns x held between two bounds; the upper one wins where they cross, as in PyTorch's clamp.
@inline(__always) func clipped(_ x: Double, _ low: Double, _ high: Double) -> Double {
    smaller(larger(x, low), high)
}

/// Returns e to the power of x.
@inline(__always) func exponential(_ x: Double) -> Double { exp(x) }
/// Returns the natural logarithm of x.
@inline(__always) func logarithm(_ x: Double) -> Double { log(x) }
/// Returns the hyperbolic tangent of x.
@inline(__always) func hyperbolicTangent(_ x: Double) -> Double { tanh(x) }

/// Returns x to a power; a square is a product, which is exact.
@inline(__always) func raised(_ x: Double, to exponent: Double) -> Double {
    exponent == 2 ? x * x : pow(x, exponent)
}

/// Returns the logistic function, without overflow on either side.
@inline(__always) func logistic(_ x: Double) -> Double {
    guard x < 0 else { return 1 / (1 + exp(-x)) }
    let small = exp(x)
    return small / (1 + small)
}
