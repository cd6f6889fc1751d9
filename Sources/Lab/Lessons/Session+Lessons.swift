// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Results
import Teaching
import WorkbenchModel

// MARK: - Going from step to step

extension Session {
    /// Begins a lesson, at its first step or a later one; a lesson that is open is left for it.
    mutating func begin(
        _ begun: Lesson, at index: Int = 0, isKept: Bool = true
    ) throws(CommandError) {
        let home = lesson?.home ?? LessonPlay.Home(workbench: workbench, history: history)
        var play = LessonPlay(begun, isKept: isKept, home: home)
        play.benches = [try bench(after: begun.setup, from: Workbench())]
        for step in begun.steps.prefix(index) {
            play.benches.append(
                try bench(after: step.lines, from: play.benches[play.benches.count - 1]))
        }
        var page = LessonPage()
        page.add("Lesson \(begun.name) · \(begun.title)")
        if index == 0, isKept, let place = progress.place(in: begun) {
            let id = begun.id(ofStep: place)
            page.add("You were at \(id): lesson \(id) goes on there.")
        }
        page.add(begun.claim)
        try enter(index, of: play, page)
    }

    /// Shows a step on the workbench with which it begins.
    mutating func enter(
        _ index: Int, of play: LessonPlay, _ page: LessonPage
    ) throws(CommandError) {
        var (play, page) = (play, page)
        play.index = index
        (play.model, play.tries, play.hasReminded) = (nil, 0, false)
        play.figureCount = workspace.figures.count
        page.add("\(play.id) · \(play.step.word)")
        page.add(try LessonNumbers(workbench: play.bench).filled(play.step.text))
        switch play.step.kind {
        case .show(let lines):
            try run(lines, on: play.bench, &page)
            play.model = workbench
            page.add(try LessonNumbers(workbench: workbench).filled(play.step.why))
        case .predict where play.given[index] != nil: try reveal(&play, &page)
        case .tell, .act, .predict, .ask, .sandbox:
            workspace.workbench = play.bench
            if let given = play.given[index] { page.add("You said \(given) here before.") }
        }
        page.add(play.mayGoOn && play.step.asksForSomething ? "Type next." : play.step.invitation)
        lessonSheets += 1
        play.sheet = lessonSheets
        let room = UndoHistory.mostBytes - play.home.history.bytes
        history = UndoHistory(allowance: max(UndoHistory.mostBytes / 4, room))
        if play.isKept, index > 0 { keep(play.lesson, at: index) }
        lesson = play
        say(page, of: play)
    }

    /// Goes on to the next step, or ends the lesson after the last.
    mutating func goOn(_ play: LessonPlay, _ page: LessonPage = LessonPage()) throws(CommandError) {
        var (play, page) = (play, page)
        if play.states[play.index] == .open { note(.passed, in: &play) }
        guard play.index + 1 < play.lesson.steps.count else { return end(play, page) }
        if play.benches.count == play.index + 1 {
            let model = try model(of: &play)
            let steps = play.lesson.steps[(play.index + 1)...]
            play.benches.append(carried(onto: model, of: play, for: steps, &page))
        }
        try enter(play.index + 1, of: play, page)
    }

    /// Ends a lesson, and gives the person's own bench back.
    private mutating func end(_ play: LessonPlay, _ page: LessonPage) {
        var page = page
        let skipped = play.states.indices.filter { play.states[$0] == .skipped }
            .map(play.lesson.id(ofStep:))
        if play.isKept, progress.hasPassedAllSteps(of: play.lesson) {
            keep(play.lesson.name, .passed)
        }
        if play.isKept { keep(play.lesson, at: 0) }
        page.add("Take away: \(play.lesson.takeaway)")
        if let first = skipped.first {
            page.add(
                "Skipped: \(skipped.joined(separator: ", ")). "
                    + "Type lesson \(first) to do it after all.")
        }
        let following = play.lesson.following.map {
            "Type lesson \($0.name) for \"\($0.title)\"."
        }
        page.add("This was lesson \(play.lesson.name). Your own bench is back. \(following ?? "")")
        page.members.append(JSON.Member("over", .flag(true)))
        leave(play)
        say(page, of: play)
    }

    /// Leaves a lesson: the person's bench and all that can be undone of it are as they were.
    mutating func leave(_ play: LessonPlay) {
        (workspace.workbench, history) = (play.home.workbench, play.home.history)
        lesson = nil
    }

    /// Notes how far the step under way is, in the lesson and on disk.
    mutating func note(_ state: LessonPlay.State, in play: inout LessonPlay) {
        play.states[play.index] = state
        if play.isKept { keep(play.id, state) }
    }

    private mutating func keep(_ name: String, _ state: LessonPlay.State) {
        warn(unless: progress.note(name, state))
    }

    private mutating func keep(_ lesson: Lesson, at index: Int) {
        warn(unless: progress.note(lesson, at: index))
    }

    private func warn(unless isKept: Bool) {
        guard !isKept else { return }
        remark("The progress of lessons cannot be kept.")
    }
}

// MARK: - What the lines of a step make

extension Session {
    /// Returns what lines make of a workbench; nothing is said, written or drawn.
    func bench(after lines: [String], from workbench: Workbench) throws(CommandError) -> Workbench {
        guard !lines.isEmpty else { return workbench }
        var kitchen = Session(environment: environment.unheard)
        kitchen.workspace.workbench = workbench
        for line in lines where !kitchen.draws(line) {
            do throws(Failure) {
                try kitchen.perform(line, allowsPrefixes: false)
            } catch {
                throw error.error
            }
        }
        return kitchen.workbench
    }

    /// Returns whether a line only draws, which changes no bench.
    private func draws(_ line: String) -> Bool {
        ["plot", "view"].contains(String(line.prefix { $0 != " " }))
    }

    /// Returns what the lines of the step under way make of its workbench.
    func model(of play: inout LessonPlay) throws(CommandError) -> Workbench {
        if let model = play.model { return model }
        let model = try bench(after: play.step.lines, from: play.bench)
        play.model = model
        return model
    }

    /// Looks whether the task of the step under way is done since the last line, and says so.
    mutating func lookAtLesson() {
        guard var play = lesson, case .act(let task) = play.step.kind,
            play.states[play.index] != .passed, let model = try? model(of: &play)
        else { return }
        lesson = play
        guard task.isDone(lessonNumbers, before: play.bench, model: model) else { return }
        note(.passed, in: &play)
        lesson = play
        var page = LessonPage()
        page.add("\(play.id) is done.")
        // Where many benches are right, the numbers are those of the learner's.
        let numbers = task.check == nil ? LessonNumbers(workbench: model) : lessonNumbers
        page.add((try? numbers.filled(play.step.why)) ?? "")
        page.add("Type next.")
        say(page, of: play)
    }
}

extension Environment {
    /// The same, silent and unable to write; only how far long work is is reported, and nothing of what
    /// it finds, which may be what a learner is to predict.
    fileprivate var unheard: Environment {
        var unheard = self
        let emit = emit
        unheard.emit = { event in
            guard case .progress(let progress) = event else { return }
            emit(
                .progress(
                    Progress(
                        done: progress.done, total: progress.total, text: progress.text,
                        unit: progress.unit)))
        }
        unheard.stateFolder = nil
        (unheard.mayWrite, unheard.isHeard) = (false, false)
        return unheard
    }
}
