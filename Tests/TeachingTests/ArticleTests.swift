// SPDX-License-Identifier: GPL-3.0-or-later

import LabTestSupport
@testable import Lab
@testable import Teaching
import Testing

@Test("Each number of help article stands in what its lines print")
private func numbers() throws {
    var printed: [[String]: Set<String>] = [:]
    var compared = 0
    for claim in ArticleClaim.all {
        let given =
            try printed[claim.lines] ?? decimals(run(claim.lines).1.outputs.joined(separator: "\n"))
        printed[claim.lines] = given
        for number in decimals(claim.outcome) {
            // Signs of differences are words in the text.
            #expect(given.contains(number), "\(number) of: \(claim.claim)")
            compared += 1
        }
    }
    #expect(compared >= 14)
}

@Test("What help article says of differences is what compare says")
private func words() throws {
    let claim = try #require(ArticleClaim.all.first { $0.outcome.contains("8 of 8 seeds") })
    let lines = try run(claim.lines).1.outputs.last?.split(separator: "\n").map(String.init) ?? []
    func line(_ metric: String, _ method: String) throws -> String {
        let start = try #require(lines.firstIndex { $0.contains(metric) })
        return try #require(lines[start...].first { $0.contains(method) })
    }
    for (metric, method, words) in [
        ("entropy", "no IS", "+0.037"), ("entropy", "no IS", "higher in 8 of 8"),
        ("accuracy", "no IS", "no difference seen"), ("entropy", "ASPO", "+0.121"),
        ("entropy", "ASPO", "higher in 8 of 8"), ("duplicate", "ASPO", "lower in 8 of 8"),
        ("steps until", "ASPO", "higher in 8 of 8"), ("accuracy", "ASPO", "-0.00063"),
        ("held-out", "ASPO", "no difference seen"),
    ] {
        #expect(try line(metric, method).contains(words), "\(metric), \(method)")
    }
}

@Test("help article shows every claim with its lines")
private func shown() throws {
    let text = try lastOutput("help article")
    for claim in ArticleClaim.all {
        for line in claim.lines { #expect(text.contains(line)) }
    }
    #expect(text.contains("cite results"))
}

/// Returns the numbers of a text without their signs; years, versions and counts below 10 count only
/// where they have a decimal point or three digits.
private func decimals(_ text: String) -> Set<String> {
    let words = text.split { !($0.isNumber || $0 == ".") }.map(String.init)
    let numbers = words.map { $0.hasSuffix(".") ? String($0.dropLast()) : $0 }
    return Set(numbers.filter { $0.contains(".") || $0.count > 2 }.filter { Double($0) != nil })
}
