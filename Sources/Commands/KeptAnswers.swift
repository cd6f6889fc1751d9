// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Experiments
import Simulation
import WorkbenchModel

/// What is kept of written answers, and which of them somebody asks for.
struct KeptAnswers {
    /// The answers, of all methods, each method's by step.
    let answers: [WrittenAnswer]
    /// What they answer.
    let task: WrittenTask

    /// Returns the steps and the prompts that are shown.
    ///
    /// - Parameter arguments: What somebody asks for. A prompt without a step is shown at every step
    ///   at which it was asked; neither, and it is the first three prompts of evaluations at the start,
    ///   the middle and the end.
    /// - Returns: The steps, and the prompts in the order in which they are shown.
    /// - Throws: Where the prompt is none, or nothing is kept of it or of the step.
    func chosen(
        _ arguments: Arguments
    ) throws(CommandError) -> (steps: Set<Int>, prompts: [[UInt8]]) {
        let step = arguments[AnswerKeys.step]
        if let step { try check(step, arguments.span(of: AnswerKeys.step)) }
        guard let asked = arguments[AnswerKeys.prompt] else {
            let steps = step.map { [$0] } ?? shownSteps
            let shown = answers.filter { steps.contains($0.step) }
            return (steps, Array(Self.prompts(of: shown).prefix(3)))
        }
        let span = arguments.span(of: AnswerKeys.prompt)
        let prompt = try prompt(asked, span)
        let steps = Set(answers.filter { $0.prompt == prompt }.map(\.step))
        guard let step else { return (steps, [prompt]) }
        guard steps.contains(step) else {
            throw CommandError(
                .missing, "nothing is kept of prompt \(asked) at step \(step)", span: span,
                hint: "it was asked at \(Self.text(steps))")
        }
        return ([step], [prompt])
    }

    private func check(_ step: Int, _ span: Range<Int>?) throws(CommandError) {
        guard !answers.contains(where: { $0.step == step }) else { return }
        let evaluations = Set(answers.filter { $0.origin == .greedy }.map(\.step))
        throw CommandError(
            .missing, "nothing is kept of step \(step)", span: span,
            hint: "there are answers of \(Self.text(Set(answers.map(\.step))))"
                + (evaluations.isEmpty
                    ? "" : "; held-out prompts were asked at \(Self.text(evaluations))"))
    }

    /// Returns the prompt that somebody means.
    private func prompt(_ text: String, _ span: Range<Int>?) throws(CommandError) -> [UInt8] {
        let known = Self.prompts(of: answers)
        guard let prompt = task.tokens(text), task.hasPromptForm(text) else {
            throw CommandError(
                .domain, "\(shownText(text)) is no prompt", span: span,
                hint: "a prompt is \(task.promptForm), such as "
                    + (known.first.map(task.text) ?? "01>17"))
        }
        guard known.contains(prompt) else {
            // Those of evaluations first: they are asked again and again.
            let asked = Self.prompts(of: answers.filter { $0.origin == .greedy }) + known
            throw CommandError(
                .missing, "nothing is kept of prompt \(text)", span: span,
                hint: "something is of \(asked.prefix(3).map(task.text).joined(separator: ", "))")
        }
        return prompt
    }

    /// The first, the middle and the last step at which there was an evaluation; of a run without
    /// any, of those that there are.
    private var shownSteps: Set<Int> {
        let evaluated = WrittenAnswer.shownSteps(answers)
        guard evaluated.isEmpty else { return Set(evaluated) }
        let all = Set(answers.map(\.step)).sorted()
        return Set(
            [all.first, all.isEmpty ? nil : all[all.count / 2], all.last].compactMap(\.self))
    }

    /// Returns the prompts of some answers, each once, in their order.
    private static func prompts(of answers: [WrittenAnswer]) -> [[UInt8]] {
        var seen: Set<[UInt8]> = []
        return answers.map(\.prompt).filter { seen.insert($0).inserted }
    }

    /// Returns steps in words: `step 17`, `steps 0 to 20`, `steps 0, 25, 50 … 150`.
    static func text(_ steps: Set<Int>) -> String {
        let sorted = steps.sorted()
        guard let first = sorted.first, let last = sorted.last, first < last else {
            return "step \(sorted.first ?? 0)"
        }
        if sorted.count > 2, last - first == sorted.count - 1 { return "steps \(first) to \(last)" }
        let words = sorted.map(String.init)
        guard words.count > 4 else { return "steps \(words.joined(separator: ", "))" }
        return "steps \(words.prefix(3).joined(separator: ", ")) … \(last)"
    }
}
