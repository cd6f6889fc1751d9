// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Results
import Simulation
package import TextFiles
import TokenWeights
import WorkbenchModel

/// Reads a simulation's file, of which nothing is believed before it was looked at.
struct RunFileReader {
    private typealias Failure = JSONReader.Failure

    private var form: Int?
    private var version = ""
    private var world = ""
    private var command = ""
    private var setup: [BenchCommand] = []
    private var seeds: [Int] = []
    private var steps = 0
    private var settings: [(name: String, value: Double)] = []
    private var methods: [RunSet.TrainedMethod] = []
    private var alternatives: [String] = []
    private var runs: [RunFileRun] = []

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - bytes: The file.
    ///   - name: What the simulation is going to be called.
    ///   - path: Where the file is.
    ///   - isCancelled: Asked before each run.
    /// - Returns: The simulation; nil where somebody asked to stop.
    /// - Throws: What is wrong with the file, and where.
    package static func read(
        _ bytes: [UInt8], name: String, path: String, unless isCancelled: () -> Bool
    ) throws(JSONReader.Failure) -> RunSet? {
        try JSONReader.read(bytes) { reader throws(Failure) in
            try read(&reader, bytes, name: name, path: path, unless: isCancelled)
        }
    }

    private static func read(
        _ reader: inout JSONReader, _ bytes: [UInt8], name: String, path: String,
        unless isCancelled: () -> Bool
    ) throws(Failure) -> RunSet? {
        var file = RunFileReader()
        var isStopped = false
        try reader.object { reader, key throws(Failure) in
            guard !isStopped else { return try reader.skip() }
            isStopped = try file.member(key, &reader, unless: isCancelled)
        }
        guard !isStopped else { return nil }
        try reader.end()
        try file.checkHead(reader)
        let source = RunSource(
            path: path, digest: SHA256.digest(of: bytes), version: file.version)
        return RunSet(
            name: name, worldName: file.world, command: file.command, setup: file.setup,
            methods: file.methods, seeds: file.seeds, steps: file.steps, settings: file.settings,
            alternatives: file.alternatives, runs: try file.orderedRuns(reader), plan: nil,
            source: source)
    }

    /// Reads the value of one key.
    ///
    /// - Returns: Whether somebody asked to stop.
    private mutating func member(
        _ key: String, _ reader: inout JSONReader, unless isCancelled: () -> Bool
    ) throws(Failure) -> Bool {
        switch key {
        case RunFile.mark:
            form = try reader.integer(in: 1...1_000_000)
            guard form == RunFile.form else {
                throw reader.failure("files of form \(form ?? 0) need a newer Flipside")
            }
        case "version": version = try reader.line(atMost: 40)
        case "world":
            world = try reader.line(atMost: 64)
            guard World.named(world) != nil else {
                throw reader.failure("there is no world \"\(world)\"")
            }
        case "command":
            command = try reader.line(atMost: 1 << 20)
            guard command.hasPrefix("simulate ") else {
                throw reader.failure("the command does not simulate")
            }
        case "setup": setup = try reader.setup()
        case "seeds": seeds = try reader.seeds()
        case "steps": steps = try reader.integer(in: 1...10_000_000)
        case "config": settings = try reader.settings()
        case "methods": methods = try reader.methods()
        case "alternatives": alternatives = try reader.names(atMost: 100_000, of: "alternative")
        case "runs": return try readRuns(&reader, unless: isCancelled)
        default: try reader.skip()
        }
        return false
    }

    private mutating func readRuns(
        _ reader: inout JSONReader, unless isCancelled: () -> Bool
    ) throws(Failure) -> Bool {
        var (rows, answers) = (0, 0)
        var found: [RunFileRun] = []
        try reader.array { reader, index throws(Failure) in
            guard !isCancelled() else { return try reader.skip() }
            let run = try RunFileRun(
                &reader, mostRows: WorkBound.mostRows - rows,
                mostAnswers: RunSet.mostAnswersInFile - answers)
            rows += run.rows.count
            answers += run.answers.count
            found.append(run)
        }
        runs = found
        return isCancelled()
    }

    private func checkHead(_ reader: JSONReader) throws(Failure) {
        let isThere = [
            (RunFile.mark, form != nil), ("world", !world.isEmpty),
            ("command", !command.isEmpty), ("seeds", !seeds.isEmpty), ("steps", steps > 0),
            ("methods", !methods.isEmpty),
        ]
        for (key, isThere) in isThere where !isThere {
            throw reader.failure("\(key) is missing")
        }
        try checkCorrection()
    }

    /// Throws where the correction is neither published nor defined by a line of `setup`.
    private func checkCorrection() throws(Failure) {
        let value = settings.first { $0.name == "correction" }?.value
        let name = value.flatMap { TrainingSettings.description(of: "correction")?.word(for: $0) }
        guard let name, name != "none", Correction.named(name) == nil else { return }
        guard !setup.contains(where: { $0.text.hasPrefix("rule \(name) correction =") }) else {
            return
        }
        throw Failure(
            place: "config.correction", offset: 0,
            message:
                "there is no correction \"\(shownText(name))\", and no rule of setup defines it")
    }

    /// Returns the runs with all seeds of the first method, then of the next.
    private func orderedRuns(_ reader: JSONReader) throws(Failure) -> [RunSet.Run] {
        struct Key: Hashable {
            let method: String
            let seed: Int
        }
        var known: [Key: RunFileRun] = [:]
        for (index, run) in runs.enumerated() {
            let old = known.updateValue(run, forKey: Key(method: run.method, seed: run.seed))
            guard old == nil else {
                throw Failure(
                    place: "runs[\(index)]", offset: 0,
                    message: "\(run.method), seed \(run.seed), stands twice")
            }
        }
        guard known.count == methods.count * seeds.count else {
            throw Failure(
                place: "runs", offset: 0,
                message:
                    "there \(known.count == 1 ? "is" : "are") \(counted(known.count, "run")) of "
                    + "\(counted(methods.count, "method")) and \(counted(seeds.count, "seed"))")
        }
        var ordered: [RunSet.Run] = []
        for method in methods {
            for seed in seeds {
                guard let run = known[Key(method: method.name, seed: seed)] else {
                    throw Failure(
                        place: "runs", offset: 0,
                        message: "\(method.name), seed \(seed), is missing")
                }
                ordered.append(
                    try run.run(
                        steps: steps, alternatives: alternatives, task: World.named(world)?.task))
            }
        }
        return ordered
    }
}

extension JSONReader {
    /// Reads a text without line ends or anything else that nobody sees.
    package mutating func line(atMost most: Int) throws(Failure) -> String {
        let text = try string(atMost: most)
        guard !text.isEmpty, !text.unicodeScalars.contains(where: \.isHidden) else {
            throw failure("the text is empty, or holds characters that nobody sees")
        }
        return text
    }

    /// Reads names, of which none may stand twice.
    fileprivate mutating func names(
        atMost most: Int, of thing: String
    ) throws(Failure) -> [String] {
        var names: [String] = []
        var seen: Set<String> = []
        try array { reader, index throws(Failure) in
            guard index < most else { throw reader.failure("there are too many") }
            let name = try reader.line(atMost: 400)
            guard seen.insert(name).inserted else {
                throw reader.failure("the \(thing) \(name) stands twice")
            }
            names.append(name)
        }
        return names
    }

    fileprivate mutating func seeds() throws(Failure) -> [Int] {
        var seeds: [Int] = []
        var seen: Set<Int> = []
        try array { reader, index throws(Failure) in
            guard index < 10_000 else { throw reader.failure("there are too many seeds") }
            let seed = try reader.integer(in: 0...Int(UInt32.max))
            guard seen.insert(seed).inserted else {
                throw reader.failure("seed \(seed) stands twice")
            }
            seeds.append(seed)
        }
        return seeds
    }

    /// Reads commands that change the bench and nothing else.
    fileprivate mutating func setup() throws(Failure) -> [BenchCommand] {
        var commands: [BenchCommand] = []
        try array { reader, index throws(Failure) in
            guard index < 200_000 else { throw reader.failure("there are too many commands") }
            let command = BenchCommand(text: try reader.line(atMost: 1 << 20))
            guard command.part != nil else {
                let verbs = BenchCommand.Part.verbs.joined(separator: ", ")
                throw reader.failure("only \(verbs) may stand")
            }
            commands.append(command)
        }
        return commands
    }

    fileprivate mutating func settings() throws(Failure) -> [(name: String, value: Double)] {
        var settings: [(name: String, value: Double)] = []
        try object { reader, key throws(Failure) in
            guard let description = TrainingSettings.description(of: key) else {
                throw reader.failure("there is no such setting")
            }
            let value: Double
            if description.isSwitch {
                value = try reader.flag() ? 1 : 0
            } else if description.choices.isEmpty {
                value = try reader.number()
            } else {
                let word = try reader.line(atMost: 64)
                guard let number = description.value(of: word) else {
                    throw reader.failure("\(key) cannot be \"\(word)\"")
                }
                value = number
            }
            do throws(SimulationError) {
                try description.check(value)
            } catch {
                throw reader.failure(error.message)
            }
            settings.append((description.name, value))
        }
        return settings
    }

    fileprivate mutating func methods() throws(Failure) -> [RunSet.TrainedMethod] {
        var methods: [RunSet.TrainedMethod] = []
        try array { reader, index throws(Failure) in
            guard index < 1000 else { throw reader.failure("there are too many methods") }
            let method = try reader.method()
            guard !methods.contains(where: { $0.name == method.name }) else {
                throw reader.failure("method \(method.name) stands twice")
            }
            methods.append(method)
        }
        return methods
    }

    private mutating func method() throws(Failure) -> RunSet.TrainedMethod {
        var (name, title) = ("", "")
        var parameters: [Method.Setting] = []
        try object { reader, key throws(Failure) in
            switch key {
            case "name": name = try reader.line(atMost: 400)
            case "title": title = try reader.line(atMost: 400)
            case "parameters":
                try reader.array { reader, index throws(Failure) in
                    guard index < 1000 else { throw reader.failure("there are too many") }
                    parameters.append(try reader.parameter())
                }
            default: try reader.skip()
            }
        }
        guard !name.isEmpty else { throw failure("the method has no name") }
        return RunSet.TrainedMethod(
            name: name, title: title.isEmpty ? name : title, parameters: parameters)
    }

    private mutating func parameter() throws(Failure) -> Method.Setting {
        var name = ""
        var value: Double?
        var origin = Method.Origin.rule
        try object { reader, key throws(Failure) in
            switch key {
            case "name": name = try reader.line(atMost: 64)
            case "value": value = try reader.number()
            case "origin":
                let word = try reader.line(atMost: 64)
                guard let known = Method.Origin.byKey[word] else {
                    throw reader.failure("there is no origin \"\(word)\"")
                }
                origin = known
            default: try reader.skip()
            }
        }
        guard let value, !value.isNaN, !name.isEmpty else {
            throw failure("the parameter has no name or no value")
        }
        return Method.Setting(name: name, value: value, origin: origin)
    }
}
