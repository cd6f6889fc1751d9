// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestSupport
import Testing

@testable import TextFiles

/// Decimals at which readers of numbers go wrong.
private let hard = [
    "0", "-0", "-0.0", "0.1", "-0.356615", "5e-324", "1e-323", "2.2250738585072011e-308",
    "2.2250738585072014e-308", "1.7976931348623157e308", "1.7976931348623159e308", "1e999",
    "-1e999", "1e-999", "9007199254740993", "9007199254740992", "9007199254740991",
    "9007199254740993.0", "0.500000000000000166533453693773481063544750213623046875",
    "1.00000000000000011102230246251565404", "1.0000000000000001110", "1.0000000000000003331",
    "123456789012345678901234567890", "0.000000000000000000000000000000012345678901234567",
    "-0.35661500692367554", "1.1920928955078125e-07", "-1.1920928244535389e-07", "1e22", "1e23",
    "8.5e22", "4503599627370497.5", "4503599627370496.5", "18446744073709551615",
    "18446744073709551616", "1844674407370955161.5", "9999999999999999999", "0.9999999999999999999",
    "99999999999999999999e-20", "1e+2", "1E2", ".5", "5.", "+3", "00012.50",
]

@Test("A decimal gives the very bits of strtod", arguments: hard)
func hardDecimal(text: String) {
    #expect(scanned(text).bitPattern == strtod(text, nil).bitPattern)
}

@Test("Ten thousand random decimals give the very bits of strtod")
func randomDecimals() {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<10_000 {
        let text = randomDecimal(&generator)
        #expect(scanned(text).bitPattern == strtod(text, nil).bitPattern, "\(text)")
    }
}

@Test(
    "What is no decimal is left alone",
    arguments: ["", "-", ".", "e5", "-.", "+", "nan", "x1", " 1", "\u{0}1"])
func noDecimal(text: String) {
    #expect(scanned(text).isNaN)
}

@Test(
    "A decimal ends where its grammar does",
    arguments: [("1.5.2", 3), ("1e", 1), ("1e+", 1), ("2-3", 1), ("0x10", 1), ("1,5", 1)])
func decimalEnds(text: String, length: Int) {
    Array(text.utf8).withUnsafeBufferPointer { bytes in
        guard var cursor = bytes.baseAddress else { return }
        let start = cursor
        _ = decimalNumber(&cursor, start + bytes.count)
        #expect(cursor - start == length)
    }
}

@Test("Words of Python, pandas and JSON are known")
func words() {
    #expect(field(" -0.5\t") == -0.5)
    #expect(field("true") == 1)
    #expect(field("False") == 0)
    #expect(field("-Infinity") == -.infinity)
    #expect(field("inf") == .infinity)
    for word in ["", "  ", "null", "None", "NA", "<NA>"] {
        #expect(field(word).bitPattern == Double.missing.bitPattern, "\(word)")
    }
    for word in ["1,5", "0x1p3", "1e5e5", "minus one", "1 2", "12a"] {
        #expect(field(word).bitPattern == Double.notANumber.bitPattern, "\(word)")
    }
    #expect(field("NaN").isNaN)
}

private func scanned(_ text: String) -> Double {
    Array(text.utf8).withUnsafeBufferPointer { bytes in
        guard var cursor = bytes.baseAddress else { return .nan }
        return decimalNumber(&cursor, cursor + bytes.count)
    }
}

private func field(_ text: String) -> Double {
    Array(text.utf8).withUnsafeBufferPointer { fieldNumber($0) }
}

/// Returns a decimal as trainers write it, or one of random digits.
private func randomDecimal(_ generator: inout SeededGenerator) -> String {
    let value =
        -Double.random(in: 0..<1, using: &generator)
        * pow(10, Double.random(in: -9...2, using: &generator))
    switch Int.random(in: 0..<5, using: &generator) {
    case 0: return "\(value)"
    case 1: return String(format: "%.6f", value)
    case 2: return String(format: "%.17g", value)
    case 3: return "\(Double(Float(value)))"
    default:
        let digits = (0..<Int.random(in: 1...21, using: &generator)).map { _ in
            String(Int.random(in: 0...9, using: &generator))
        }
        let point = Int.random(in: 0...digits.count, using: &generator)
        let exponent = Int.random(in: -40...40, using: &generator)
        return digits[..<point].joined() + "." + digits[point...].joined() + "e\(exponent)"
    }
}
