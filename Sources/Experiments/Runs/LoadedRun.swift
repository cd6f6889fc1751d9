// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Expressions
import Results
import Simulation
import TextFiles
package import WorkbenchModel

extension Workspace {
    /// Reads a simulation's file and makes it the last simulation, under a name of ours.
    package mutating func loadRun(_ file: Argument) throws(CommandError) {
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
}

extension RunSet {
    /// What a recipe has to say besides the commands: that a job was stopped, for its command alone
    /// would make another picture, and which file it was read from.
    package var recipeNotes: [Recipe.Note] {
        let isWhole = runs.allSatisfy(isComplete)
        let stop = "\(progress), \(usedSeedText), step \(lastStep) of \(steps)"
        let file = source.map { Recipe.Note.run(version: $0.version, digest: $0.digest) }
        let start = policy.map {
            Recipe.Note.other(" base \($0.base) is a policy from a file, SHA-256 \($0.digest)")
        }
        return (isWhole ? [] : [.stopped(stop)]) + [file, start].compactMap(\.self)
    }

    /// What brings it back in a saved session.
    package var savedCommand: String { source.map { "load \(quoted($0.path))" } ?? command }

    /// Returns whether another one was made with the same choices.
    package func hasSameHead(as other: RunSet) -> Bool {
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
         \(caption.text)
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
