// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Expressions
import Results
import Simulation
import Threads
package import WorkbenchModel

/// How much one command may ask for: what it keeps, and the time it takes.
enum WorkBound {
    /// The most memory that the numbers of one command may take, in bytes: 512 MiB.
    package static let memory = 512 << 20

    /// What a row of metrics takes, in bytes.
    static let rowBytes = MemoryLayout<StepMetrics>.stride

    /// The most rows that there may be.
    static let mostRows = memory / rowBytes

    /// The longest time that a command may be expected to take, in seconds: 30 days.
    package static let longest = 30.0 * 86_400

    /// Returns about how long a run takes on one core, in seconds.
    ///
    /// Counted are the tokens of samples and of updates and the entries of what is evaluated, a
    /// nanosecond each; the truth is within a factor of ten.
    package static func seconds(_ settings: TrainingSettings, alternatives: Int?) -> Double {
        let steps = Double(settings.steps)
        if settings.policy == .transformer { return writingSeconds(settings) }
        if let alternatives {
            return steps * Double(settings.inner) * Double(alternatives) * 30e-9
        }
        let (types, states) = (Double(settings.types), Double(settings.states))
        let samples = Double(settings.prompts) * Double(settings.group) * Double(settings.length)
        let updates = settings.exact ? 0 : samples * Double(1 + settings.epochs)
        let table = types * states * Double(settings.vocabulary)
        let evaluations = table * Double(settings.length) / Double(max(1, settings.every))
        return steps * (updates + evaluations) * 1e-9
    }

    /// Returns about how long a run of a network takes: 30 billion operations a second.
    private static func writingSeconds(_ settings: TrainingSettings) -> Double {
        let token = 2.0 * Double(settings.size.parameters) / 30e9
        let answers = Double(settings.prompts) * Double(settings.group) * 15
        let steps = Double(settings.steps) * answers * Double(1 + 3 * settings.epochs)
        let evaluations = Double(settings.steps) / Double(max(1, settings.every)) + 1
        return token * (steps + evaluations * 128 * 17 * 15)
    }

    /// Returns a time in words: `15 minutes`, `40 days`, `3 years`.
    package static func words(_ seconds: Double) -> String {
        if seconds < 7200 { return "\(Int((seconds / 60).rounded(.up))) minutes" }
        if seconds < 172_800 { return "\(Int((seconds / 3600).rounded(.up))) hours" }
        let days = (seconds / 86_400).rounded(.up)
        return days < 730
            ? "\(Int(days)) days"
            : "\(NumberText.significant((days / 365).rounded(), digits: 2)) years"
    }
}

extension TrainingPlan {
    /// About how long all runs take on all cores, in seconds.
    package var seconds: Double {
        let cores = Double(Processors.count)
        let one = WorkBound.seconds(settings, alternatives: alternatives?.names.count)
        return one * Double(methods.count) * Double(seeds.count) / cores
    }

    /// Throws where the runs would keep more, or take longer, than a command may.
    func checkBounds(in environment: Environment) throws(CommandError) {
        let runs = methods.count * seeds.count
        let rows = Double(runs) * Double(settings.steps + 1)
        guard rows <= Double(WorkBound.mostRows) else {
            let size = rows * Double(WorkBound.rowBytes) / Double(1 << 20)
            let steps = WorkBound.mostRows / runs - 1
            throw CommandError(
                .domain,
                "\(counted(runs, "run")) of \(counted(settings.steps, "step")) would keep "
                    + "\(NumberText.significant(size.rounded(), digits: 3)) MiB of numbers, and "
                    + "\(WorkBound.memory >> 20) MiB are the most",
                hint: steps >= 1 ? "take steps=\(steps) or fewer seeds" : "take fewer seeds")
        }
        try environment.check(seconds, hint: "take fewer steps, seeds or prompts")
    }
}

extension Environment {
    /// Throws where a time is longer than a command may take.
    ///
    /// An estimate may be wrong by a factor of ten: a recipe is refused for it only where it would
    /// surely be stopped later.
    package func check(_ seconds: Double, hint: String) throws(CommandError) {
        if let longest, seconds > 10 * longest {
            throw CommandError(
                .domain,
                "it would take about \(WorkBound.words(seconds)), and "
                    + "\(WorkBound.words(longest)) are the most of a recipe",
                hint: "give it more, such as minutes=60, or run its lines yourself: recipe FILE "
                    + "prints them")
        }
        guard seconds > WorkBound.longest else { return }
        throw CommandError(
            .domain,
            "this would take about \(WorkBound.words(seconds)), and "
                + "\(WorkBound.words(WorkBound.longest)) are the most",
            hint: hint)
    }
}
