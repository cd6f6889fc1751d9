// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import Simulation

extension Session {
    /// Reads a simulation's file and makes it the last simulation, under a name of ours.
    mutating func loadRun(_ file: Argument) throws(CommandError) {
        let bytes = try InputFile.bytes(
            of: file.text, span: file.span, most: RunFile.largest,
            hint: "make it anew with the command that its head holds")
        let name = "run\(workbench.runs.count + 1)"
        let set: RunSet?
        do {
            set = try RunFileReader.read(
                bytes, name: name, path: file.text, unless: environment.isCancelled)
        } catch {
            let place = error.place.isEmpty ? "" : ", \(error.place)"
            let offset = error.offset > 0 ? " (byte \(error.offset))" : ""
            throw CommandError(
                .file, "\(shownText(file.text))\(place)\(offset): \(shownText(error.message))",
                span: file.span, hint: "make the file anew with export run=NAME format=json")
        }
        guard let set else { throw CommandError(.interrupted, "interrupted") }
        workbench.runs.append(set)
        emit(text: set.loadedText, json: set.loadedJSON)
        remarkOnCoincidence(set)
        guard !set.isDone else { return }
        remark("\(name) is not done, \(set.progress); resume \(name) makes what is missing")
    }

    /// Returns the plan of a simulation that was loaded, made again from its commands.
    ///
    /// The commands run in a session of their own that says nothing and writes nothing.
    ///
    /// - Throws: Where the commands do not lead to what the file says.
    func planAgain(_ set: RunSet) throws(CommandError) -> TrainingPlan {
        var other = Session(environment: environment)
        other.environment.emit = { _ in }
        other.environment.stateFolder = nil
        let lost = CommandError(
            .failed, "the commands that made \(set.name) lead elsewhere in this version",
            hint: "make it anew: \(set.command)")
        do {
            for line in set.setup { try other.perform(line, allowsPrefixes: false) }
            let surroundings = other.surroundings(allowsPrefixes: false)
            guard case .command(let arguments) = try parser.parse(set.command, in: surroundings)
            else { throw lost }
            let plan = try other.plan(arguments)
            let made = plan.runSet(named: set.name, runs: [])
            guard made.hasSameHead(as: set) else { throw lost }
            return plan
        } catch {
            throw lost
        }
    }

    /// Makes what is missing of a simulation that was loaded.
    ///
    /// Whole and failed runs are kept. What had been begun is made from its first step, and has
    /// to come to the numbers that the file has.
    ///
    /// - Returns: The simulation, which can be interrupted and go on from now on as any other.
    /// - Throws: Where it cannot be made again to the same numbers.
    func completed(_ set: RunSet) throws(CommandError) -> RunSet {
        let plan = try planAgain(set)
        let kept = set.runs.filter { $0.failure != nil || set.isComplete($0) }
        remark(
            "\(set.name) goes on from \(shownText(set.source?.path ?? "")): \(set.progress) kept")
        let runs = try train(plan, from: kept)
        for (old, new) in zip(set.runs, runs) where old.failure == nil {
            guard zip(old.rows, new.rows).allSatisfy(==) else {
                throw CommandError(
                    .failed,
                    "\(old.method), seed \(old.seed), comes to other numbers here than in "
                        + shownText(set.source?.path ?? "the file"),
                    hint: "make all of it anew: \(set.command)")
            }
        }
        return plan.runSet(named: set.name, runs: runs)
    }
}

extension RunSet {
    /// What a recipe has to say besides the commands: that a job was stopped, for its command alone
    /// would make another picture, and which file it was read from.
    var recipeRemarks: [String] {
        let isWhole = runs.allSatisfy(isComplete)
        let stopped = "stopped early: \(progress), \(usedSeedText), step \(lastStep) of \(steps)"
        let file = source.map {
            "read from a file of Flipside \($0.version), SHA-256 \($0.digest)"
        }
        return (isWhole ? [] : [stopped]) + (file.map { [$0] } ?? [])
    }

    /// What brings it back in a saved session.
    var savedCommand: String { source.map { "load \(quoted($0.path))" } ?? command }

    /// Returns whether another one was made with the same choices.
    fileprivate func hasSameHead(as other: RunSet) -> Bool {
        func choices(_ set: RunSet) -> [String: Double] {
            Dictionary(set.settings.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
        }
        return worldName == other.worldName && seeds == other.seeds && steps == other.steps
            && alternatives == other.alternatives && choices(self) == choices(other)
            && methods.map(\.name) == other.methods.map(\.name)
            && zip(methods, other.methods).allSatisfy {
                $0.parameters.values == $1.parameters.values
            }
    }

    /// What `load` says of it.
    fileprivate var loadedText: String {
        """
         \(shownText(source?.path ?? "")): a simulation of Flipside \(source?.version ?? ""), \
        now \(name)
         \(summary), \(counted(steps, "step")), \(progress)
         \(caption)
         made by: \(command)
        """
    }

    fileprivate var loadedJSON: JSON {
        .object([
            JSON.Member("run", .string(name)), JSON.Member("file", .string(source?.path ?? "")),
            JSON.Member("sha256", .string(source?.digest ?? "")),
            JSON.Member("version", .string(source?.version ?? "")),
            JSON.Member("world", .string(worldName)),
            JSON.Member("methods", .array(methods.map { .string($0.name) })),
            JSON.Member("seeds", .array(seeds.map(JSON.integer))),
            JSON.Member("steps", .integer(steps)),
            JSON.Member("complete", .integer(runs.count(where: isComplete))),
            JSON.Member("command", .string(command)),
        ])
    }
}
