// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures
import Pages
import Provenance
import Results
import Teaching
import WorkbenchModel

extension Session {
    /// Writes a lesson as a page for a browser.
    ///
    /// - Throws: Where no file is named, or not one that browsers open.
    mutating func writePage(
        of lesson: Lesson, _ place: Argument, _ arguments: Arguments
    ) throws(CommandError) {
        let hint = "write lesson page \(lesson.name) out=lesson-\(lesson.name).html"
        guard let out = arguments[LessonKeys.out] else {
            throw CommandError(.missing, "a page is a file", span: place.span, hint: hint)
        }
        guard out.text.lowercased().hasSuffix(".html") else {
            throw CommandError(
                .failed, "a page is a file for browsers, whose name ends in .html",
                span: out.span, hint: hint)
        }
        let bytes = try lessonPage(of: lesson).bytes
        try workspace.write(bytes, to: out, as: .sheet, force: arguments[Keys.force])
        remark("Written: \(shownText(out.text)), \((bytes.count + 512) / 1024) KiB")
    }

    /// Returns a lesson as a page, made on a bench of its own.
    private func lessonPage(of lesson: Lesson) throws(CommandError) -> PageLesson {
        var kitchen = Session(environment: environment)
        (kitchen.workspace.environment.mayWrite, kitchen.workspace.environment.stateFolder) = (
            false, nil
        )
        kitchen.workspace.workbench = try bench(after: lesson.setup, from: Workbench())
        var page = try kitchen.page(of: lesson)
        // One that a teacher wrote is a file, which nobody else has.
        if Lesson.named(lesson.name)?.title == lesson.title {
            page.recipe =
                Recipe([
                    .version(Version.number), .command(Self.lessonPageLine + lesson.name),
                ]).text
        }
        return page
    }

    /// What stands before a lesson's name in the recipe of its page.
    private static let lessonPageLine = "lesson page "

    /// Returns the bytes of a lesson's page made again; nil where a recipe is not of one.
    func lessonPage(of recipe: Recipe) throws(CommandError) -> [UInt8]? {
        let steps = recipe.steps.map(\.command)
        guard steps.count == 1, steps[0].hasPrefix(Self.lessonPageLine),
            let lesson = Lesson.named(String(steps[0].dropFirst(Self.lessonPageLine.count)))
        else { return nil }
        return try lessonPage(of: lesson).bytes
    }

    /// Goes through a lesson and keeps what its lines come to.
    private mutating func page(of lesson: Lesson) throws(CommandError) -> PageLesson {
        var page = PageLesson(
            name: lesson.name, title: lesson.title, claim: lesson.claim, takeaway: lesson.takeaway)
        for (index, step) in lesson.steps.enumerated() {
            try workspace.checkCancelled()
            page.steps.append(try self.step(step, lesson.id(ofStep: index)))
        }
        let all = Lesson.all
        page.next = lesson.following.map { PageLesson.Neighbour(name: $0.name, title: $0.title) }
        page.previous = all.first { $0.following?.name == lesson.name }
            .map { PageLesson.Neighbour(name: $0.name, title: $0.title) }
        page.explored = try madeFigure("plot weight")?.explored()
        return page
    }

    /// Does one step, and returns it with what came of it.
    private mutating func step(
        _ step: LessonStep, _ id: String
    ) throws(CommandError) -> PageLesson.Step {
        let before = lessonNumbers
        var done = PageLesson.Step(id: id, word: step.word, text: try before.filled(step.text))
        for hint in step.hints { done.hints.append(try before.filled(hint)) }
        var outputs: [String] = []
        for line in step.lines {
            if let made = try madeFigure(line) {
                done.picture = try picture(of: made)
                continue
            }
            let before = workbench
            for case .output(let output) in try hear(line) { outputs.append(output.text) }
            done.answers = pageAnswers(of: line) ?? done.answers
            history.note(line, from: before, to: workbench)
        }
        (done.lines, done.output) = (step.lines, outputs.joined(separator: "\n"))
        let after = lessonNumbers
        done.right = try step.question?.right(after)
        done.question = try step.question?.document(after)
        done.why = try after.filled(step.why)
        return done
    }

    /// Returns a figure as a page shows it.
    private func picture(of made: MadeFigure) throws(CommandError) -> PagePicture? {
        let renderer = environment.renderer
        guard let svg = renderer.format(ofFile: ".svg"), let png = renderer.format(ofFile: ".png"),
            let page = try workspace.laidOut(made).page
        else { return nil }
        do {
            return try PagePicture(
                page, alternative: made.figure.alternativeText, svg: svg, png: png)
        } catch {
            throw CommandError(error)
        }
    }
}

extension LessonQuestion {
    /// Returns what is asked for as a page's script reads it.
    fileprivate func document(_ numbers: LessonNumbers) throws(CommandError) -> JSON {
        let right = try right(numbers)
        var members: [JSON.Member]
        var slips: [JSON] = []
        switch kind {
        case .choice(let words, let word, _):
            members = [
                JSON.Member("choices", .array(words.map(JSON.string))),
                JSON.Member("right", .string(word)),
            ]
            slips = self.slips.map { Self.slip(.string($0.answer), $0.remark) }
        case .number(let expression, let tolerance):
            members = [
                JSON.Member("number", .flag(true)),
                JSON.Member("right", .number(try numbers.value(of: expression))),
                JSON.Member("within", .number(tolerance)),
            ]
            for slip in self.slips {
                slips.append(
                    Self.slip(.number(try numbers.value(of: slip.answer)), slip.remark))
            }
        }
        members.append(JSON.Member("rightText", .string(right)))
        return .object(members + [JSON.Member("slips", .array(slips))])
    }

    private static func slip(_ answer: JSON, _ remark: String) -> JSON {
        .object([JSON.Member("answer", answer), JSON.Member("remark", .string(remark))])
    }
}
