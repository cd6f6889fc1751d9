// SPDX-License-Identifier: GPL-3.0-or-later

/// The groups of a log, which are the responses to one prompt in one step, and which of them carry a
/// signal.
///
/// Memory is bounded: from ``most`` groups on, what is new is only counted.
package struct GroupTally: Sendable {
    /// The most groups that are told apart.
    package static let most = 1 << 15

    private var places: [LogKey: Int] = [:]

    /// The groups, in the order in which they began.
    package private(set) var groups: [Group] = []

    /// Responses that came after the last group that is told apart.
    package private(set) var leftOut = 0

    /// One group.
    package struct Group: Sendable {
        package let step: Int?
        package let prompt: LogIdentifier?
        /// Responses, each as often as it was trained on.
        package fileprivate(set) var trainings = 0
        /// How many of these there were in each pass.
        fileprivate var passes: [(epoch: Int?, trainings: Int)] = []
        package fileprivate(set) var tokens = 0
        /// The sum of its rewards, and how many responses have one.
        fileprivate var rewards = Mean()
        package fileprivate(set) var rewardMinimum: Double?
        package fileprivate(set) var rewardMaximum: Double?
        package fileprivate(set) var advantageMinimum = Double.infinity
        package fileprivate(set) var advantageMaximum = -Double.infinity

        /// Responses, each once: as many as the pass with the most of them has.
        package var responses: Int { passes.map(\.trainings).max() ?? 0 }

        /// How often a response was trained on, in the mean.
        package var trainingsEach: Double { Double(trainings) / Double(max(1, responses)) }

        /// The mean reward; nil without rewards.
        package var rewardMean: Double? { rewards.value }

        /// Whether some token has an advantage, so that the group teaches something.
        package var hasSignal: Bool { advantageMinimum != 0 || advantageMaximum != 0 }

        /// Whether all rewards are equal; nil without rewards.
        package var hasEqualRewards: Bool? { rewardMinimum.map { $0 == rewardMaximum } }

        /// Returns whether all its rewards are one number.
        package func isAll(_ reward: Double?) -> Bool {
            reward != nil && rewardMinimum == reward && rewardMaximum == reward
        }
    }

    /// Starts with no groups.
    package init() {}

    /// Adds a response.
    package mutating func add(_ response: [LoggedToken]) {
        guard let first = response.first else { return }
        let key = LogKey(.prompt, first, number: 0)
        guard let place = places[key] ?? begin(key, first) else {
            leftOut += 1
            return
        }
        groups[place].add(response)
    }

    private mutating func begin(_ key: LogKey, _ first: LoggedToken) -> Int? {
        guard groups.count < Self.most else { return nil }
        places[key] = groups.count
        groups.append(Group(step: first.step, prompt: first.prompt))
        return groups.count - 1
    }

    /// All statistics by the names that programs know them by.
    package var entries: [(key: String, value: LogValue)] {
        let (count, silent) = (groups.count, groups.filter { !$0.hasSignal })
        let known = groups.compactMap(\.hasEqualRewards)
        let worst = groups.compactMap(\.rewardMinimum).min()
        let best = groups.compactMap(\.rewardMaximum).max()
        let tokens = groups.reduce(0) { $0 + $1.tokens }
        let responses = groups.reduce(0) { $0 + $1.responses }
        let trainings = groups.reduce(0) { $0 + $1.trainings }
        let equal = known.count { $0 }
        func counted(_ number: Int) -> LogValue { known.isEmpty ? .absent : .count(number) }
        return [
            ("groups", .count(count)), ("with_signal", .count(count - silent.count)),
            ("signal_fraction", LogValue(mean(Double(count - silent.count), count))),
            ("zero_advantages", .count(silent.count)), ("equal_rewards", counted(equal)),
            ("equal_rewards_fraction", LogValue(mean(Double(equal), known.count))),
            ("all_best", counted(groups.count { worst != best && $0.isAll(best) })),
            ("all_worst", counted(groups.count { worst != best && $0.isAll(worst) })),
            ("responses", .count(trainings)), ("tokens", .count(tokens)),
            ("responses_per_group", LogValue(mean(Double(responses), count))),
            ("passes", LogValue(mean(Double(trainings), responses))),
            (
                "silent_tokens_fraction",
                LogValue(mean(Double(silent.reduce(0) { $0 + $1.tokens }), tokens))
            ),
        ]
    }
}

extension GroupTally.Group {
    fileprivate init(step: Int?, prompt: LogIdentifier?) {
        (self.step, self.prompt) = (step, prompt)
    }

    fileprivate mutating func add(_ response: [LoggedToken]) {
        trainings += 1
        let epoch = response.first?.epoch
        if let place = passes.firstIndex(where: { $0.epoch == epoch }) {
            passes[place].trainings += 1
        } else {
            passes.append((epoch, 1))
        }
        tokens += response.count
        for token in response {
            advantageMinimum = min(advantageMinimum, token.advantage)
            advantageMaximum = max(advantageMaximum, token.advantage)
        }
        guard let reward = response.last(where: { $0.reward != nil })?.reward else { return }
        rewards.add(reward)
        rewardMinimum = min(rewardMinimum ?? reward, reward)
        rewardMaximum = max(rewardMaximum ?? reward, reward)
    }
}
