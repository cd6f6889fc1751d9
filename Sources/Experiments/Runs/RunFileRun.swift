// SPDX-License-Identifier: GPL-3.0-or-later

import Results
import Simulation
import TextFiles
import WorkbenchModel

/// One run as it stands in a file, before it is held against the file's head.
struct RunFileRun {
    /// The method's name.
    package private(set) var method = ""
    /// The seed.
    package private(set) var seed = -1
    /// The rows that the columns made so far.
    package private(set) var rows: [StepMetrics] = []
    /// What networks wrote.
    private(set) var answers: [RunFileAnswer] = []
    private var failure: String?
    private var probabilities: [String: [Double]] = [:]
    /// How long each column is, in their order.
    private var lengths: [(key: String, count: Int)] = []

    /// Reads a run.
    ///
    /// - Parameters:
    ///   - reader: Where it stands.
    ///   - mostRows: How many rows there is room for.
    ///   - mostAnswers: How many answers there is room for.
    /// - Throws: What is wrong with it, and where.
    package init(
        _ reader: inout JSONReader, mostRows: Int, mostAnswers: Int = RunSet.mostAnswersInFile
    ) throws(JSONReader.Failure) {
        try reader.object { reader, key throws(JSONReader.Failure) in
            switch key {
            case "method": method = try reader.line(atMost: 400)
            case "seed": seed = try reader.integer(in: 0...Int(UInt32.max))
            case "failure": failure = try reader.isNull() ? nil : reader.string(atMost: 4000)
            case "columns":
                try reader.object { reader, key throws(JSONReader.Failure) in
                    try column(key, &reader, mostRows: mostRows)
                }
            case "answers":
                try reader.array { reader, index throws(JSONReader.Failure) in
                    guard index < mostAnswers else {
                        throw reader.failure("there are too many answers")
                    }
                    answers.append(try RunFileAnswer(&reader))
                }
            default: try reader.skip()
            }
        }
        guard !method.isEmpty, seed >= 0 else {
            throw reader.failure("the run has no method or no seed")
        }
        guard let wrong = lengths.first(where: { $0.count != rows.count }) else { return }
        throw reader.failure(
            "column \(wrong.key) has \(wrong.count) rows where others have \(rows.count)")
    }

    private mutating func column(
        _ key: String, _ reader: inout JSONReader, mostRows: Int
    ) throws(JSONReader.Failure) {
        let metric = Metric(rawValue: key)
        let isRatio = key == RunFile.largestLogRatio
        let isProbability = key.hasPrefix(RunFile.probability)
        guard metric != nil || isRatio || isProbability else {
            throw reader.failure("there is no such metric")
        }
        var chances: [Double] = []
        var count = 0
        try reader.array { reader, index throws(JSONReader.Failure) in
            guard index < mostRows else { throw reader.failure("there are too many rows") }
            count = index + 1
            if index == rows.count { rows.append(StepMetrics(step: index)) }
            guard let value = try reader.optionalNumber() else {
                guard metric != .step, !isProbability else {
                    throw reader.failure("a number is expected")
                }
                return
            }
            if isProbability {
                chances.append(value)
            } else if isRatio {
                rows[index].largestLogRatio = value
            } else if metric == .step {
                guard value == Double(index) else {
                    throw reader.failure("step \(index) is expected")
                }
            } else if let metric {
                rows[index][metric] = value
            }
        }
        lengths.append((key, count))
        if isProbability {
            probabilities[String(key.dropFirst(RunFile.probability.count))] = chances
        }
    }

    /// Returns the run, held against what the file's head says.
    package func run(
        steps: Int, alternatives: [String], task: WrittenTask? = nil
    ) throws(JSONReader.Failure) -> RunSet.Run {
        func wrong(_ message: String) -> JSONReader.Failure {
            JSONReader.Failure(
                place: "runs", offset: 0, message: "\(method), seed \(seed), \(message)")
        }
        guard rows.count <= steps + 1 else { throw wrong("has more rows than steps") }
        let isOfBench = !alternatives.isEmpty && !rows.isEmpty
        guard probabilities.count == (isOfBench ? alternatives.count : 0),
            alternatives.allSatisfy({ !isOfBench || probabilities[$0] != nil })
        else { throw wrong("has other alternatives than the head") }
        var run = RunSet.Run(
            method: method, seed: seed, rows: rows,
            failure: failure.map { RunFailure(text: $0, method: method, seed: seed) })
        if isOfBench {
            let columns = alternatives.compactMap { probabilities[$0] }
            run.probabilities = rows.indices.map { row in columns.map { $0[row] } }
        }
        for (index, read) in answers.enumerated() {
            guard let answer = task.flatMap({ read.answer($0, steps: steps) }) else {
                throw wrong("answer \(index + 1) cannot be one of this world")
            }
            run.answers.append(answer)
        }
        return run
    }
}
