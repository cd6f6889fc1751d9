// SPDX-License-Identifier: GPL-3.0-or-later

/// Writes numbers beside axes, the same in every locale, with U+2212 as the minus.
enum AxisNumbers {
    /// Returns one text for each number, all with the same decimals; 0 is always `0`.
    ///
    /// Numbers from a million up, or with steps below 1/10 000, share a power of ten.
    static func labels(_ numbers: [Double]) -> [String] {
        let largest = numbers.map(abs).max() ?? 0
        let smallestStep = zip(numbers, numbers.dropFirst()).map { abs($1 - $0) }.min() ?? largest
        guard largest > 0, largest.isFinite else { return numbers.map { _ in "0" } }
        if largest < 1e6, smallestStep >= 0.999e-4 {
            let decimals = decimals(numbers, smallestStep)
            return numbers.map { $0 == 0 ? "0" : fixed($0, decimals: decimals) }
        }
        let smallest = numbers.map(abs).filter { $0 > 0 }.min() ?? largest
        // 2, 4, … 10 read better than 0.2, 0.4, … 1.0.
        let exponent = max(
            Int(decimalLogarithm(smallest).rounded(.down)),
            Int(decimalLogarithm(largest).rounded(.down)) - 1)
        let mantissas = numbers.map { $0 / power(exponent) }
        let decimals = decimals(mantissas, smallestStep / power(exponent))
        return mantissas.map { mantissa in
            mantissa == 0
                ? "0" : "$" + fixed(mantissa, decimals: decimals) + "×10^{\(exponent)}$"
        }
    }

    /// Returns a number of a logarithmic axis, m · 10^k with a whole m from 1 to 9.
    static func logarithmic(mantissa: Int, exponent: Int) -> String {
        if exponent >= 0, exponent < 5 {
            return "\(mantissa)" + String(repeating: "0", count: exponent)
        }
        if exponent < 0, exponent >= -4 {
            return "0." + String(repeating: "0", count: -exponent - 1) + "\(mantissa)"
        }
        return mantissa == 1 ? decade(exponent) : "$\(mantissa)×10^{\(exponent)}$"
    }

    /// Returns a number with as few digits as tell it to six places.
    static func short(_ number: Double) -> String {
        guard number.isFinite, number != 0 else { return number == 0 ? "0" : "" }
        let digits = 5 - Int(decimalLogarithm(abs(number)).rounded(.down))
        let rounded = (number * power(digits)).rounded() / power(digits)
        return labels([rounded.isFinite ? rounded : number]).first ?? ""
    }

    /// Returns a power of ten with its exponent raised.
    static func decade(_ exponent: Int) -> String { "$10^{\(exponent)}$" }

    /// Returns a number with a fixed count of decimals, from 0 to 15.
    static func fixed(_ number: Double, decimals: Int) -> String {
        let scaled = (abs(number) * power(decimals)).rounded()
        guard scaled < 9e15 else { return "\(number)" }
        var digits = String(Int(scaled))
        let sign = number < 0 && scaled > 0 ? "−" : ""
        guard decimals > 0 else { return sign + digits }
        digits = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        return sign + digits.dropLast(decimals) + "." + digits.suffix(decimals)
    }

    /// Returns the least count of decimals that tells every number exactly enough, and from those
    /// that are a step apart.
    private static func decimals(_ numbers: [Double], _ step: Double) -> Int {
        let largest = numbers.map(abs).max() ?? 0
        return (0..<15).first { count in
            let unit = power(count)
            let usual = max(1e-6, 1e-12 * largest * unit)
            let slack = min(usual, max(1e-3 * step * unit, 1e-15 * largest * unit))
            return numbers.allSatisfy { abs($0 * unit - ($0 * unit).rounded()) <= slack }
        } ?? 15
    }

    /// Returns a number with all its digits, as few as there are.
    static func exact(_ number: Double) -> String {
        guard number.isFinite, number != 0 else { return number == 0 ? "0" : "" }
        let (digits, exponent) = decimal(abs(number))
        let sign = number < 0 ? "−" : ""
        let point = digits.count + exponent
        if exponent >= 0, point <= 6 {
            return sign + digits + String(repeating: "0", count: exponent)
        }
        if exponent < 0, point > 0 {
            return sign + digits.prefix(point) + "." + digits.dropFirst(point)
        }
        if point <= 0, point > -4 {
            return sign + "0." + String(repeating: "0", count: -point) + digits
        }
        let mantissa = digits.prefix(1) + (digits.count > 1 ? "." + digits.dropFirst() : "")
        return "$\(sign)\(mantissa)×10^{\(point - 1)}$"
    }

    /// Returns the digits of a number above 0, without zeros at their end, and the power of ten that
    /// they count.
    private static func decimal(_ number: Double) -> (digits: String, exponent: Int) {
        let parts = "\(number)".split(separator: "e")
        let halves = parts[0].split(separator: ".")
        let fraction = halves.count > 1 ? String(halves[1]) : ""
        var digits = (halves.first.map(String.init) ?? "") + fraction
        var exponent = (parts.count > 1 ? Int(parts[1]) ?? 0 : 0) - fraction.count
        while digits.last == "0", digits.count > 1 {
            digits.removeLast()
            exponent += 1
        }
        return (String(digits.drop { $0 == "0" }), exponent)
    }

    /// Returns a power of ten.
    static func power(_ exponent: Int) -> Double { Figures.power(10, Double(exponent)) }
}
