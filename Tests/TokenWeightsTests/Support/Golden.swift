// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing
import TokenWeights

/// One row of a golden file: a token, and what an author's function made of it.
struct GoldenRow: Sendable, CustomStringConvertible {
    let id: String
    let kind: String
    let token: Token
    let numbers: [String: Double]

    var description: String { "row \(id) (\(kind))" }
}

/// The rows of a golden file of tokens, from the test bundle.
func goldenRows(_ file: String) throws -> [GoldenRow] {
    let text = try String(contentsOf: goldenURL(file), encoding: .utf8)
    let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
    let header = try #require(lines.first).split(separator: ",").map(String.init)
    return try lines.dropFirst().map { line in
        let cells = line.split(separator: ",").map(String.init)
        try #require(cells.count == header.count)
        var numbers: [String: Double] = [:]
        for (name, cell) in zip(header, cells) { numbers[name] = Double(cell) }
        return GoldenRow(
            id: cells[0], kind: cells[1],
            token: Token(
                oldLogProbability: try #require(numbers["logp_old"]),
                logProbability: try #require(numbers["logp"]),
                advantage: try #require(numbers["adv"]),
                engineLogProbability: numbers["logp_mu"],
                referenceLogProbability: numbers["logp_ref"]),
            numbers: numbers)
    }
}

/// A golden JSON file, decoded.
func golden<Value: Decodable>(_ file: String, as type: Value.Type) throws -> Value {
    try JSONDecoder().decode(type, from: Data(contentsOf: goldenURL(file)))
}

private func goldenURL(_ file: String) throws -> URL {
    try #require(Bundle.module.resourceURL).appendingPathComponent("Golden/\(file)")
}
