// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Results
package import Simulation
import TextFiles
import Transformer
package import WorkbenchModel

extension Workspace {
    /// Writes the weights that a run of a transformer ended with.
    package mutating func exportPolicy(
        of run: RunSet.Run, in set: RunSet, to out: Argument, force: Bool, span: Range<Int>?
    ) throws(CommandError) {
        guard let task = World.named(set.worldName)?.task else {
            throw CommandError(
                .failed, "the policy of world \(set.worldName) is a table, and has no such weights",
                span: span, hint: "simulate world=reach trains a transformer")
        }
        try checkWritable(out, as: .policy, force: force)
        let whole = try whole(run, of: set, span: span)
        guard let weights = whole.weights else { return }
        try write(
            weights, task,
            [
                ("method", run.method), ("seed", "\(run.seed)"), ("steps", "\(set.steps)"),
                ("command", set.command),
            ], to: out, force: force)
        remark(
            "\(weights.values.count) numbers: \(shownText(run.method)), seed \(run.seed), after "
                + counted(set.steps, "step"))
    }

    /// Writes a base, for other sessions that would have to make it again.
    package mutating func exportBase(
        _ base: PretrainedBase, _ task: WrittenTask, to out: Argument, force: Bool
    ) throws(CommandError) {
        let steps = base.losses.count < NetworkBase.steps ? " steps=\(base.losses.count)" : ""
        let command = "pretrain seed=\(base.seed) size=\(base.size.name)\(steps)"
        try write(base.weights, task, [("command", command)], to: out, force: force)
    }

    /// Writes weights with what is said of them.
    private mutating func write(
        _ weights: TransformerWeights, _ task: WrittenTask, _ said: [(key: String, value: String)],
        to out: Argument, force: Bool
    ) throws(CommandError) {
        let size = NetworkSize.all.first { $0.transformer == weights.size }?.name ?? ""
        var notes: [(key: String, value: String)] = [
            ("version", Version.number), ("world", task.name), ("size", size),
            ("characters", String(task.characters)),
        ]
        notes += said + WrittenSample(weights, task).notes
        try write(
            PolicyFile.bytes(of: weights, notes: notes), to: out, as: .policy, force: force)
    }

    /// Reads a policy's file and makes it a base, under a number of ours.
    package mutating func loadPolicy(_ file: Argument) throws(CommandError) {
        let bytes = try InputFile.bytes(
            of: file.text, span: file.span, most: PolicyFile.largest,
            hint: "a policy of Flipside has less than a quarter of a megabyte")
        let (found, task) = try policy(bytes, file)
        let number = NetworkBase.number(
            digest: SHA256.digest(of: found.weights.bytes))
        guard NetworkBase.adopt(found.weights, task, found.size, as: number) else {
            throw refusal(of: file, "other weights that were loaded have its number, \(number)")
        }
        let policy = LoadedPolicy(
            path: file.text, digest: SHA256.digest(of: bytes), base: number, size: found.size,
            worldName: task.name, origin: found.origin)
        workbench.policies.removeAll { $0.base == number }
        workbench.policies.append(policy)
        emit(text: policy.loadedText, json: policy.json)
        remark("simulate world=\(task.name) base=\(number) trains on from it")
    }

    /// Returns what a policy's file holds, and the task that it is for.
    private func policy(
        _ bytes: [UInt8], _ file: Argument
    ) throws(CommandError) -> (PolicyFileReader.Policy, WrittenTask) {
        do throws(JSONReader.Failure) {
            let found = try PolicyFileReader.read(bytes)
            let name = found.notes["world"] ?? WrittenTask.reach.name
            guard let task = WrittenTask.named(name) else {
                throw JSONReader.Failure(
                    place: "", offset: 0, message: "nobody writes answers in world \(name)")
            }
            // Finite weights can be so large that what is computed with them is not.
            guard WrittenSample(found.weights, task).logProbabilities.allSatisfy(\.isFinite) else {
                throw JSONReader.Failure(
                    place: "", offset: 0, message: "what it says of answers is not finite")
            }
            return (found, task)
        } catch {
            throw refusal(of: file, (error.place.isEmpty ? "" : "\(error.place): ") + error.message)
        }
    }

    private func refusal(of file: Argument, _ reason: String) -> CommandError {
        CommandError(
            .file, "\(shownText(file.text)) is no policy that can be read: \(shownText(reason))",
            span: file.span, hint: "make the file anew with export run=NAME policy=FILE")
    }
}

extension PolicyFileReader.Policy {
    /// What the file says of how it was made, in words.
    fileprivate var origin: String {
        let known = ["method", "seed", "steps"].compactMap { key in
            notes[key].map { "\(key) \($0.prefix(100))" }
        }
        let command = notes["command"].map { [String($0.prefix(1000))] } ?? []
        return shownText((known + command).joined(separator: " · "))
    }
}

extension LoadedPolicy {
    /// What `load` says of it.
    fileprivate var loadedText: String {
        """
         \(shownText(path)): a transformer's weights, now base \(base)
         world \(worldName), size \(size.name), \(size.parameters) parameters
         \(origin.isEmpty ? "the file does not say how they were made" : origin)
        """
    }

    fileprivate var json: JSON {
        .object([
            JSON.Member("base", .integer(base)), JSON.Member("world", .string(worldName)),
            JSON.Member("size", .string(size.name)),
            JSON.Member("parameters", .integer(size.parameters)),
            JSON.Member("file", .string(path)), JSON.Member("sha256", .string(digest)),
            JSON.Member("origin", .string(origin)),
        ])
    }
}
