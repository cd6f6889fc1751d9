// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import CTerminal
import Glibc
import Lab
import Synchronization

/// Prints what the engine says: results to standard output, all else to standard error.
///
/// Workers of a long job report their progress on their own threads, hence the lock.
final class Screen: Sendable {
    private let standard: Channel
    private let diagnostic: Channel
    private let errorsAsJSON: Bool
    private let isUTF8: Bool
    private let clock: @Sendable () -> Double
    private let state: Mutex<State>

    private struct State {
        var meter = ProgressMeter()
        /// How many lines of progress stand on the screen, the cursor behind the last one.
        var shownLines = 0
        /// When they were drawn.
        var drawn = -Double.infinity
        var place: Place?
        var outputError: Int32 = 0
        var suggestion: String?
        var pages = false
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
        self.clock = clock
        let figures = FigureScreen(
            channel: standard, isUTF8: isUTF8, pixels: pixels, probe: probe)
        state = Mutex(State(figures: figures))
    }

    /// The channel where a prompt and its remarks go: the one that a person sees.
    var forPrompt: Channel { standard.isTerminal ? standard : diagnostic }

    /// The width for results, in columns.
    var columns: Int { standard.size.columns }

    /// Where the statement stands that runs now; nil at the prompt.
    func setPlace(_ place: Place?) { state.withLock { $0.place = place } }

    /// Whether a result taller than the screen goes through a pager.
    func setPages(_ pages: Bool) { state.withLock { $0.pages = pages } }

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
                if !output.text.isEmpty { print(standard.safe(output.text) + "\n", &state) }
            case .piece(let text):
                wipeBar(&state)
                write(standard.safe(text), &state)
            case .figure(let figure):
                wipeBar(&state)
                show(figure, &state)
            case .note(let text):
                wipeBar(&state)
                _ = diagnostic.write(diagnostic.safe(text) + "\n")
            case .progress(let progress):
                report(progress, &state)
            case .failure(let failure):
                wipeBar(&state)
                _ = diagnostic.write(
                    errorsAsJSON
                        ? errorJSON(failure, at: state.place)
                        : errorText(failure, at: state.place, on: diagnostic))
            case .suggestedLine(let line):
                state.suggestion = line
            }
        }
    }

    private func show(_ figure: ShownFigure, _ state: inout State) {
        let shown = state.figures.show(figure)
        if let remark = shown.remark { _ = diagnostic.write(remark + "\n") }
        if shown.isText {
            print(shown.output, &state)
        } else {
            write(shown.output, &state)
        }
    }

    /// Prints lines that are safe to print, through a pager where they are more than a screen.
    private func print(_ text: String, _ state: inout State) {
        if state.pages && isTaller(text, than: standard.size), let pager = Pager.preferred {
            if pager.show(text) { return }
        }
        write(text, &state)
    }

    private func write(_ text: String, _ state: inout State) {
        let error = standard.write(text)
        if error != 0 && state.outputError == 0 { state.outputError = error }
    }

    private func report(_ progress: Progress, _ state: inout State) {
        let now = clock()
        let progress = Progress(
            done: progress.done, total: progress.total, text: escapingControls(progress.text),
            preview: progress.preview)
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
        draw((curves ?? []) + [bar], at: now, &state)
    }

    /// Draws lines of progress in the place of those before, the cursor behind the last one.
    private func draw(_ lines: [String], at now: Double, _ state: inout State) {
        // Who has been stopped and goes on finds the shell's lines above, which are not ours.
        let isFresh = now - state.drawn > 1
        let up = isFresh ? "" : Self.upwards(state.shownLines)
        let text = lines.joined(separator: "\u{1B}[K\r\n")
        _ = diagnostic.write("\(up)\r\(text)\u{1B}[J")
        (state.shownLines, state.drawn) = (lines.count, now)
    }

    private func wipeBar(_ state: inout State) {
        guard state.shownLines > 0 else { return }
        _ = diagnostic.write(Self.upwards(state.shownLines) + "\r\u{1B}[J")
        state.shownLines = 0
    }

    /// Returns what moves the cursor from the last of some lines to the first.
    private static func upwards(_ lines: Int) -> String {
        lines > 1 ? "\u{1B}[\(lines - 1)A" : ""
    }
}

/// Returns whether a text with a final newline takes more rows than a screen has.
private func isTaller(_ text: String, than size: (columns: Int, rows: Int)) -> Bool {
    var rows = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        let width = textWidth(withoutColours(String(line)))
        rows += max(1, (width + size.columns - 1) / size.columns)
        if rows > size.rows { return true }
    }
    return false
}

/// Returns a text without escapes for colours.
private func withoutColours(_ text: String) -> String {
    let parts = text.split(separator: "\u{1B}", omittingEmptySubsequences: false)
    return parts.dropFirst().reduce(String(parts.first ?? "")) { text, part in
        text + (part.drop { $0 != "m" }).dropFirst()
    }
}
