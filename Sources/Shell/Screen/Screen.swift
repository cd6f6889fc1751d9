// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures
import Glibc
import Lab
import Results
import Synchronization
import WorkbenchModel

/// Prints what the engine says: results to standard output, all else to standard error.
///
/// Workers of a long job report their progress on their own threads, hence the lock.
final class Screen: Sendable {
    private let standard: Channel
    private let diagnostic: Channel
    private let errorsAsJSON: Bool
    private let isUTF8: Bool
    /// Whether a terminal gets ASCII alone.
    let isASCII: Bool
    private let clock: @Sendable () -> Double
    private let state: Mutex<State>

    private struct State {
        var meter = ProgressMeter()
        var progress = ProgressArea()
        var place: Place?
        var outputError: Int32 = 0
        var suggestion: String?
        var tuner: (any Interaction)?
        var pager: Pager?
        var figures: FigureScreen
    }

    init(
        standard: Channel, diagnostic: Channel, errorsAsJSON: Bool, isUTF8: Bool = true,
        pixels: FigureScreen.Pixels? = nil, probe: TerminalProbe = TerminalProbe(),
        clock: @escaping @Sendable () -> Double = monotonicSeconds
    ) {
        self.standard = standard
        self.diagnostic = diagnostic
        self.errorsAsJSON = errorsAsJSON
        self.isUTF8 = isUTF8
        isASCII = !isUTF8 || isDumb(environmentVariable("TERM"))
        self.clock = clock
        let figures = FigureScreen(
            channel: standard, isUTF8: isUTF8, pixels: pixels, probe: probe)
        state = Mutex(State(figures: figures))
    }

    /// The channel where a prompt and its remarks go: the one that a person sees.
    var forPrompt: Channel { standard.isTerminal ? standard : diagnostic }

    /// The width for results, in columns.
    var columns: Int { standard.size.columns }

    /// Whether a person sees what changes while a command runs.
    var redraws: Bool { diagnostic.canRedraw }

    /// Where the statement stands that runs now; nil at the prompt.
    func setPlace(_ place: Place?) { state.withLock { $0.place = place } }

    /// Says that a person at a prompt reads what comes, and how a text is shown to them that is
    /// taller than the screen.
    func setPager(_ pager: Pager) { state.withLock { $0.pager = pager } }

    /// Whether the line editor takes back keys that were typed while the terminal was asked.
    func setReturnsKeys(_ returns: Bool) { state.withLock { $0.figures.returnsKeys = returns } }

    /// The error number of the first result that could not be written, or 0.
    var outputError: Int32 { state.withLock { $0.outputError } }

    /// Returns the line that a command wants in the edit buffer, once.
    func takeSuggestion() -> String? {
        state.withLock { state in
            defer { state.suggestion = nil }
            return state.suggestion
        }
    }

    /// Returns what a command wants to be tuned with keys, once.
    func takeTuner() -> (any Interaction)? {
        state.withLock { state in
            defer { state.tuner = nil }
            return state.tuner
        }
    }

    /// Returns a figure drawn with characters in at most some rows, or nothing where it does not fit.
    func sketch(_ figure: Figure, rows: Int) -> [String] {
        state.withLock { $0.figures.sketch(figure, rows: rows) }
    }

    /// Wipes the progress of a job that is over.
    func finishCommand() {
        state.withLock { state in
            wipeBar(&state)
            state.meter = ProgressMeter()
        }
    }

    /// Prints one event.
    func show(_ event: Event) {
        state.withLock { state in
            switch event {
            case .output(let output):
                wipeBar(&state)
                if !output.text.isEmpty { print(safe(output.text, on: standard) + "\n", &state) }
            case .piece(let text):
                wipeBar(&state)
                write(safe(text, on: standard), &state)
            case .figure(let figure):
                wipeBar(&state)
                show(figure, &state)
            case .note(let text):
                wipeBar(&state)
                _ = diagnostic.write(fitted(safe(text, on: diagnostic)) + "\n")
            case .progress(let progress):
                report(progress, &state)
            case .failure(let failure):
                wipeBar(&state)
                _ = diagnostic.write(text(failure, state))
            case .suggestedLine(let line):
                state.suggestion = line
            case .interactive(let tuner):
                state.tuner = tuner
            }
        }
    }

    private func text(_ failure: Failure, _ state: State) -> String {
        if errorsAsJSON { return errorJSON(failure, at: state.place) }
        // Who stopped a job at a prompt knows; what is kept and how to go on is no error.
        if failure.error.code == .interrupted && state.pager != nil {
            let words = [failure.error.message, failure.error.hint].compactMap(\.self)
            return safe(words.joined(separator: " · "), on: diagnostic) + "\n"
        }
        return errorText(
            failure, at: state.place, on: diagnostic, isASCII: isASCII && diagnostic.isTerminal)
    }

    /// Returns a text as it may be sent to a channel: a terminal gets no control characters, and one
    /// that shows ASCII alone no other.
    private func safe(_ text: String, on channel: Channel) -> String {
        let safe = channel.safe(text)
        return isASCII && channel.isTerminal ? inASCII(safe) : safe
    }

    /// Returns a remark broken at blanks where the screen ends.
    func fitted(_ text: String) -> String {
        guard diagnostic.isTerminal else { return text }
        let columns = diagnostic.size.columns
        return text.split(separator: "\n", omittingEmptySubsequences: false)
            .flatMap { fittedRows(String($0), columns: columns) }.joined(separator: "\n")
    }

    private func show(_ figure: ShownFigure, _ state: inout State) {
        let shown = state.figures.show(figure)
        if let remark = shown.remark { _ = diagnostic.write(remark + "\n") }
        // Never page by page, which would tear it apart.
        write(shown.output, &state)
    }

    /// Prints lines that are safe to print, through a pager where they are more than a screen.
    private func print(_ text: String, _ state: inout State) {
        if let pager = state.pager, standard.isTerminal, isTaller(text, than: standard.size),
            pager.show(text, on: standard, isASCII: isASCII)
        {
            return
        }
        write(text, &state)
    }

    private func write(_ text: String, _ state: inout State) {
        let error = standard.write(text)
        if error != 0 && state.outputError == 0 { state.outputError = error }
    }

    /// Draws what a job without an end shows, as far as the screen has rows for it.
    private func draw(_ view: [String], _ state: inout State) {
        let size = diagnostic.size
        let rows = view.prefix(max(1, size.rows - 1)).map {
            fitting(safe($0, on: diagnostic), into: size.columns - 1)
        }
        state.progress.draw(rows, on: diagnostic)
    }

    private func report(_ progress: Progress, _ state: inout State) {
        guard progress.view.isEmpty || !diagnostic.canRedraw else {
            return draw(progress.view, &state)
        }
        let now = clock()
        let progress = Progress(
            done: progress.done, total: progress.total,
            text: safe(escapingControls(progress.text), on: diagnostic),
            preview: progress.preview, unit: progress.unit)
        guard diagnostic.canRedraw else {
            guard let line = state.meter.line(progress, at: now) else { return }
            _ = diagnostic.write(line + "\n")
            return
        }
        let size = diagnostic.size
        guard let bar = state.meter.bar(progress, at: now, columns: size.columns) else { return }
        let curves = progress.preview.map {
            CurveSketch($0, hasBlocks: isUTF8).lines(columns: size.columns, most: size.rows - 2)
        }
        let room = size.rows - 2 - (curves?.count ?? 0)
        let written = progress.preview.map {
            AnswerSketch($0, isASCII: isASCII).lines(columns: size.columns, most: room) {
                diagnostic.painted($0, $1)
            }
        }
        state.progress.draw((curves ?? []) + (written ?? []) + [bar], on: diagnostic)
    }

    private func wipeBar(_ state: inout State) { state.progress.wipe(on: diagnostic) }
}

/// Returns whether a text with a final newline takes more rows than a screen has.
private func isTaller(_ text: String, than size: (columns: Int, rows: Int)) -> Bool {
    var rows = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        let width = textWidth(String(line))
        rows += max(1, (width + size.columns - 1) / size.columns)
        if rows > size.rows { return true }
    }
    return false
}
