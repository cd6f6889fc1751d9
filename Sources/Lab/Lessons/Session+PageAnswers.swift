// SPDX-License-Identifier: GPL-3.0-or-later

import Pages
import WorkbenchModel

extension Session {
    /// Returns what a page tells token by token where a line shows written answers.
    ///
    /// These are answers that the last network was trained on at the start, in the middle and at the
    /// end, for only what was trained on has weights.
    func pageAnswers(of line: String) -> PageAnswers? {
        guard line.split(separator: " ").starts(with: ["show", "answers"]),
            let set = workspace.answeredRun
        else { return nil }
        let steps = Set([0, set.steps / 2, max(0, set.steps - 1)]).sorted()
        let answers = set.methods.flatMap { method in
            steps.compactMap { step in
                try? workspace.trainedAnswer(
                    of: set, step: step, methods: [method.name], span: nil)
            }
        }
        return PageAnswers(
            answers.map(PageAnswer.init), caption: "\(set.name) · \(set.caption.text)")
    }
}
