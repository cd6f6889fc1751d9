// SPDX-License-Identifier: GPL-3.0-or-later

import Teaching
import WorkbenchModel

extension Session {
    /// Returns a workbench of the lesson with the tokens and rules that the learner made besides.
    ///
    /// What the lesson itself has on it is as the lesson says. Where the steps to come read the whole
    /// bench as one position, the learner's tokens would change what they say, and stay away.
    ///
    /// - Parameters:
    ///   - next: What the lesson's own lines make.
    ///   - play: The lesson, at the step with which the learner worked so far.
    ///   - steps: The steps that are to be played with it.
    ///   - page: Where it is said what was put back or aside.
    /// - Returns: The workbench to go on with.
    func carried(
        onto next: Workbench, of play: LessonPlay, for steps: ArraySlice<LessonStep>,
        _ page: inout LessonPage
    ) -> Workbench {
        var result = next
        let (own, before) = (workbench.bench, play.bench.bench)
        if play.isDoneInOwnWay { result.adopt(workbench, from: before, mentionedIn: steps) }
        for rule in own.rules.values
        where result.bench.rules[rule.name] == nil && before.rules[rule.name] == nil {
            result.bench.rules.put(rule)
        }
        let extras = own.tokens.values.filter {
            result.bench.tokens[$0.name] == nil && before.tokens[$0.name] == nil
        }
        let needsWholeBench = steps.contains(where: \.readsWholeBench)
        if !needsWholeBench { extras.forEach { result.bench.put($0) } }
        let putBack = own.tokens.values.filter { token in
            result.bench.token(named: token.name).map { !token.isNear($0) } ?? false
        }
        if needsWholeBench {
            page.addSentence(about: extras.map(\.name), "set aside: here the bench is one position")
        }
        page.addSentence(about: putBack.map(\.name), "as the lesson has it again")
        return result
    }
}

extension LessonPlay {
    /// Whether the step under way is one of those that many benches do, and the learner did it.
    fileprivate var isDoneInOwnWay: Bool {
        guard case .act(let task) = step.kind else { return false }
        return task.check != nil && states[index] == .passed
    }
}

extension Workbench {
    /// Takes the learner's way of doing a task in the place of the solution's.
    fileprivate mutating func adopt(
        _ own: Workbench, from before: Bench, mentionedIn steps: ArraySlice<LessonStep>
    ) {
        let additions = bench.tokens.values.map(\.name).filter { name in
            before.tokens[name] == nil && own.bench.token(named: name) == nil
                && !steps.contains { $0.mentions(name) }
        }
        bench.tokens = NamedList(bench.tokens.values.filter { !additions.contains($0.name) })
        runs = own.runs
    }
}

extension LessonStep {
    /// Whether its lines take all tokens of the bench for the alternatives at one position.
    fileprivate var readsWholeBench: Bool {
        lines.contains { line in
            let verb = line.prefix { $0 != " " }
            return ["simulate", "step", "softmax"].contains(verb)
                && !line.contains(" world=") && !line.contains(" preset=")
        }
    }

    /// Returns whether anything that it says or does has a name in it.
    fileprivate func mentions(_ name: String) -> Bool {
        var texts = [text, why] + hints + lines
        if case .act(let task) = kind { texts.append(task.check ?? "") }
        if let question {
            texts += question.slips.map(\.answer) + question.words
            if case .number(let expression, _) = question.kind { texts.append(expression) }
        }
        return texts.contains { $0.contains(name) }
    }
}

extension LessonPage {
    /// Adds a sentence about some tokens, where there are any.
    fileprivate mutating func addSentence(about names: [String], _ words: String) {
        guard !names.isEmpty else { return }
        add("\(names.joined(separator: ", ")): \(words).")
    }
}
