// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Simulation
import Testing

/// The golden file: runs of two independent implementations that agree with each other.
struct GoldenFile: Decodable {
    let rng: [String: [Double]]
    let runs: [GoldenRun]

    static func load() throws -> GoldenFile {
        let url = try #require(
            Bundle.module.url(
                forResource: "golden-runs", withExtension: "json", subdirectory: "Resources"))
        return try JSONDecoder().decode(GoldenFile.self, from: Data(contentsOf: url))
    }
}

/// One golden run: its configuration and every metric of every row.
struct GoldenRun: Decodable {
    let name: String
    let method: String
    let seed: UInt32
    let config: [String: Value]
    let theta0Sum: Double
    let theta0SumOfSquares: Double
    let nextSum: Int
    let start: [Int32]
    let thetaSum: Double
    let thetaSumOfSquares: Double
    let thetaFirst8: [Double]
    let metrics: [[String: Double]]

    /// A number, or a word.
    enum Value: Decodable {
        case number(Double)
        case word(String)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let number = try? container.decode(Double.self) {
                self = .number(number)
            } else {
                self = .word(try container.decode(String.self))
            }
        }
    }

    enum CodingKeys: String, CodingKey {
        case name, method, seed, config, start, metrics
        case theta0Sum = "theta0_sum"
        case theta0SumOfSquares = "theta0_sumsq"
        case nextSum = "next_sum"
        case thetaSum = "theta_sum"
        case thetaSumOfSquares = "theta_sumsq"
        case thetaFirst8 = "theta_first8"
    }

    /// The contract's name of each configuration key.
    private static let settingNames = [
        "Y": "types", "V": "vocabulary", "T": "length", "M": "keysteps", "S": "states",
        "P": "prompts", "PH": "heldout", "share": "share", "zipf": "zipf", "sigma": "sigma",
        "know": "know", "qknow": "qknow", "eos_bias": "eos_bias", "G": "group", "K": "epochs",
        "nmb": "minibatches", "lr": "lr", "eta": "noise", "dyn": "dynamic", "exact": "exact",
        "steps": "steps",
    ]

    /// Returns a number of the configuration.
    func number(_ key: String) throws -> Double {
        guard case .number(let number) = try #require(config[key]) else {
            throw SimulationError("\(key) is no number")
        }
        return number
    }

    /// Returns a word of the configuration.
    func word(_ key: String) throws -> String {
        guard case .word(let word) = try #require(config[key]) else {
            throw SimulationError("\(key) is no word")
        }
        return word
    }

    /// Makes the trainer of this run.
    func trainer() throws -> Trainer {
        var settings = TrainingSettings()
        for (key, name) in Self.settingNames { try settings.set(name, to: try number(key)) }
        try settings.set("optimizer", to: try word("opt") == "adam" ? 1 : 0)
        let world = try #require(World.named(try word("env")))
        let method = try #require(
            TestRule.method(
                method, low: try number("eps_low"), high: try number("eps_high"),
                cap: try number("cap")))
        return try Trainer(world: world, settings: settings, method: method, seed: seed)
    }
}
