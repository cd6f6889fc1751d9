// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions
import Foundation
import TestSupport
import Testing

@Suite("Numbers as text")
struct NumberTextTests {
    @Test(
        "A fixed count of decimals is kept",
        arguments: [
            (0.5, 4, "0.5000"), (0, 4, "0.0000"), (-0.00001, 4, "0.0000"), (-0.0, 2, "0.00"),
            (2.675, 2, "2.67"), (0.125, 2, "0.12"), (0.375, 2, "0.38"), (1, 0, "1"),
            (0.5, 0, "0"), (1.5, 0, "2"), (9.9999, 2, "10.00"), (-1.25, 1, "-1.2"),
            (1e20, 1, "100000000000000000000.0"), (1e21, 4, "1e+21"), (.infinity, 4, "inf"),
            (-.infinity, 4, "-inf"), (.nan, 4, "nan"), (.leastNonzeroMagnitude, 3, "0.000"),
            (0.1, 17, "0.10000000000000001"), (0.1, 99, "0.10000000000000001"), (3.7, -2, "4"),
        ] as [(Double, Int, String)])
    func fixed(number: Double, digits: Int, text: String) {
        #expect(NumberText.fixed(number, digits: digits) == text)
    }

    @Test("A fixed count of decimals agrees with C's printf for any number")
    func fixedLikeC() {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<5000 {
            let magnitude = pow(10, Double.random(in: -20...20.9, using: &generator))
            let number = Double.random(in: 0.1...1, using: &generator) * magnitude
            let digits = Int.random(in: 0...17, using: &generator)
            let expected = String(format: "%.\(digits)f", number)
            #expect(NumberText.fixed(number, digits: digits) == expected)
        }
    }

    @Test(
        "Significant digits are kept, zeros after them are not",
        arguments: [
            (0.5, 3, "0.5"), (1234.5, 3, "1230"), (1234.5, 5, "1234.5"),
            (0.000123456, 3, "0.000123"),
            (0.0000123456, 3, "1.23e-05"), (2.0611536224385583e-09, 4, "2.061e-09"), (0, 3, "0"),
            (999.96, 4, "1000"), (-0.99996, 4, "-1"), (1.5, 1, "2"), (2.5, 1, "2"),
            (1e15, 4, "1e+15"), (123456789, 4, "123500000"), (1e300, 2, "1e+300"),
            (9.99e-5, 2, "0.0001"), (.nan, 3, "nan"), (-.infinity, 3, "-inf"), (12, 0, "10"),
            (0.1 + 0.2, 17, "0.30000000000000004"), (.leastNonzeroMagnitude, 3, "5e-324"),
        ] as [(Double, Int, String)])
    func significant(number: Double, digits: Int, text: String) {
        #expect(NumberText.significant(number, digits: digits) == text)
    }

    @Test(
        "The shortest text has no needless zeros",
        arguments: [
            (0.1, "0.1"), (1_200_000, "1200000"), (1e-05, "1e-05"), (1e16, "1e+16"), (-0.0, "0"),
            (-2.5, "-2.5"), (1.0 / 3, "0.3333333333333333"), (.nan, "nan"), (.infinity, "inf"),
        ] as [(Double, String)])
    func shortest(number: Double, text: String) {
        #expect(NumberText.shortest(number) == text)
    }

    @Test(
        "Tables show zero as 0 and tiny numbers by their digits",
        arguments: [
            (0, "0"), (0.5, "0.5000"), (-1.05, "-1.0500"), (2.0611e-9, "2.061e-09"),
            (0.00004, "4e-05"), (0.00006, "0.0001"), (1_234_567.8, "1234570"), (-0.0, "0"),
            (.nan, "nan"), (.infinity, "inf"), (-2e-7, "-2e-07"),
        ] as [(Double, String)])
    func tidy(number: Double, text: String) {
        #expect(NumberText.tidy(number) == text)
    }

    @Test(
        "Advantages show their sign",
        arguments: [
            (1, "+1"), (-1, "-1"), (0, "0"), (0.5, "+0.5"), (-.infinity, "-inf"),
            (-0.123456789, "-0.123456789"), (-0.24999900000400002, "-0.249999"),
            (1.0 / 3, "+0.333333"), (1e-300, "+1e-300"),
        ] as [(Double, String)])
    func signed(number: Double, text: String) {
        #expect(NumberText.signed(number) == text)
    }

    @Test("The shortest text reads back as the very same number")
    func roundTrip() {
        var generator = SeededGenerator(seed: 2)
        for _ in 0..<5000 {
            let number = Double(bitPattern: generator.next())
            guard number.isFinite else { continue }
            #expect(NumberText.parse(NumberText.shortest(number)) == number)
        }
    }

    @Test(
        "A whole text is read as a number or not at all",
        arguments: [
            ("0.05", 0.05), ("5%", 0.05), ("0.1%", 0.001), ("12.5%", 0.125), ("1e-3", 0.001),
            ("1E3", 1000), ("200k", 200_000), ("2M", 2e6), ("1e-3k", 1), (".5", 0.5), ("+1", 1),
            ("-2.5", -2.5), ("−2.5", -2.5), ("inf", .infinity), ("-inf", -.infinity),
            ("1e999999999999", nil), ("1,5", nil), ("1.", nil), (".", nil), ("", nil), ("-", nil),
            ("--1", nil), ("0x10", nil), ("nan", nil), ("infinity", nil), ("Inf", nil), (" 1", nil),
            ("1 ", nil), ("1e", nil), ("1e+", nil), ("5%%", nil), ("1_000", nil), ("١", nil),
            ("3..7", nil), ("1\0", nil), ("0.1.2", nil), ("1e-999", 0),
        ] as [(String, Double?)])
    func parse(text: String, number: Double?) {
        #expect(NumberText.parse(text) == number)
    }

    @Test("A text of a million digits is refused at once")
    func longDigits() {
        #expect(NumberText.parse(String(repeating: "9", count: 1_000_000)) == nil)
        #expect(NumberText.parse("0." + String(repeating: "3", count: 700)) == 1.0 / 3)
    }
}
