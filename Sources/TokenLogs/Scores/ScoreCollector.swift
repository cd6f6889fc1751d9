// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// Adds the scores of a dump's answers to the groups of their prompts.
struct ScoreCollector {
    var file: ScoreFile
    private var metricKey: String?
    private var places: [GroupKey: Int] = [:]
    private var lastNames: [String] = []

    /// What tells a group: the step, and the prompt's value.
    private struct GroupKey: Hashable {
        let step: UInt64
        let prompt: UInt64
        let length: Int
    }

    init(path: String, metric: String?) {
        file = ScoreFile(path: path)
        metricKey = metric.map(LogColumn.matchingKey)
    }

    /// Takes one line.
    mutating func take(_ line: Bytes, _ number: Int) throws(LogError) {
        guard let record = ScoreRecord(line) else {
            file.foreignLines += 1
            return
        }
        lastNames = record.names
        guard !record.isToken else {
            throw LogError(
                kind: .format, message: "\(visible(file.path)) has an object a token", line: number,
                hint: "load FILE reads logs of tokens")
        }
        guard let prompt = record.first(Self.promptKeys), let key = metric(of: record),
            let score = record.values[key]
        else {
            file.foreignLines += 1
            return
        }
        let step = record.first(Self.stepKeys)
        guard let scores = score.scoreElements else {
            return add(score.scoreNumber, to: prompt, in: step)
        }
        let prompts = prompt.scoreElements ?? []
        guard prompts.count == scores.count || prompt.scoreElements == nil else {
            throw LogError(
                kind: .format,
                message: "\(prompts.count) prompts and \(scores.count) scores in one object",
                line: number, hint: "write as many scores as prompts")
        }
        for (index, score) in scores.enumerated() {
            add(score.scoreNumber, to: prompts.isEmpty ? prompt : prompts[index], in: step)
        }
    }

    /// Adds one score to its group.
    private mutating func add(_ score: Double, to prompt: Bytes, in step: Bytes?) {
        guard score.isFinite else {
            file.withoutScore += 1
            return
        }
        let key = GroupKey(
            step: step?.fingerprint ?? 0, prompt: prompt.fingerprint, length: prompt.count)
        var place = places[key]
        if place == nil, file.groups.count < ScoreFile.mostGroups {
            place = file.groups.count
            places[key] = place
            file.groups.append(
                ScoreGroup(step: step?.scoreNumber.whole, prompt: prompt.scoreText))
        }
        guard let place else {
            file.beyond += 1
            return
        }
        file.groups[place].add(score)
        file.answers += 1
    }

    /// Returns what was found, or throws that there was nothing.
    func finish() throws(LogError) -> ScoreFile {
        if file.answers + file.withoutScore > 0 { return file }
        let named = metricKey == nil ? "" : " of this name"
        let names = lastNames.prefix(24).map(printable).joined(separator: " ")
        throw LogError(
            kind: .format,
            message: "\(visible(file.path)) holds no scores\(named) beside prompts"
                + (names.isEmpty ? "" : ": " + names),
            hint: "a dump has JSON lines with prompt or input, and score or reward; metric=NAME "
                + "names another score")
    }
}

// MARK: - Names

extension ScoreCollector {
    private static let promptKeys = [
        "uid", "promptid", "groupid", "promptidx", "groupindex", "questionid", "prompt", "prompts",
        "input", "inputs", "question", "messages",
    ]

    private static let stepKeys = ["step", "globalstep", "trainingstep", "iteration", "rolloutid"]

    /// Names of scores, the best first; others are told by a word in them.
    private static let scoreKeys = ["score", "reward", "scores", "rewards"]

    private static let scoreWords = ["reward", "score", "acc"]

    /// Returns the key of the score, which is chosen where it is met first.
    private mutating func metric(of record: ScoreRecord) -> String? {
        if !file.metric.isEmpty { return metricKey }
        let candidates = record.names.filter { name in
            let key = LogColumn.matchingKey(name)
            return record.values[key].map(Self.isScore) ?? false
                && (key == metricKey
                    || Self.scoreWords.contains { key.contains($0) } && key != "advantages")
        }
        let keys = candidates.map(LogColumn.matchingKey)
        let best =
            metricKey == nil
            ? Self.scoreKeys.lazy.compactMap { keys.firstIndex(of: $0) }.first
                ?? (keys.isEmpty ? nil : 0) : keys.firstIndex { $0 == metricKey }
        guard let best else { return nil }
        metricKey = keys[best]
        file.metric = candidates[best]
        file.others = candidates.filter { $0 != file.metric }
        return metricKey
    }

    /// Returns whether a value is a number, or a list of numbers.
    private static func isScore(_ value: Bytes) -> Bool {
        guard let elements = value.scoreElements else { return value.scoreNumber.isFinite }
        return elements.first.map { $0.scoreNumber.isFinite } ?? false
    }
}
