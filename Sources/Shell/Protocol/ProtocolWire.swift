// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Lab
import Results
import Synchronization
import WorkbenchModel

/// Writes what comes of a request to standard output, each message as one JSON object on a line.
///
/// Workers of a long job report their progress on their own threads, hence the lock.
final class ProtocolWire: Sendable {
    private let channel: Channel
    private let clock: @Sendable () -> Double
    private let state: Mutex<State>
    /// Beside the state, for workers ask often.
    private let hasFailed = Atomic(false)

    /// The fewest seconds from one report of progress to the next.
    private static let pause = 0.1

    private struct State {
        var id = JSON.null
        var isSilent = false
        var reported = -Double.infinity
        var outputError: Int32 = 0
    }

    init(channel: Channel, clock: @escaping @Sendable () -> Double = monotonicSeconds) {
        self.channel = channel
        self.clock = clock
        state = Mutex(State())
    }

    /// Whether nobody reads the messages any more, so that work for them is in vain.
    var isClosed: Bool { hasFailed.load(ordering: .relaxed) }

    /// The error number of the first message that could not be written, or 0.
    var outputError: Int32 { state.withLock { $0.outputError } }

    /// Says that what comes from now on belongs to a request; a silent one shows nothing.
    func begin(_ request: ProtocolRequest) {
        state.withLock { state in
            state.id = request.id
            state.isSilent = request.isSilent
            state.reported = -.infinity
        }
    }

    /// Sends a message that belongs to a request, or to none.
    func send(_ event: String, _ members: [JSON.Member] = [], id: JSON? = nil) {
        state.withLock { state in
            let named = id.map { [JSON.Member("id", $0)] } ?? []
            write(named + [JSON.Member("event", .string(event))] + members, &state)
        }
    }

    /// Sends what a command says; its failure comes with the end of the request instead.
    func show(_ event: Event) {
        state.withLock { state in
            guard !state.isSilent else { return }
            switch event {
            case .output(let output):
                if !output.text.isEmpty { display(MediaBundle(output), &state) }
            case .piece(let text): stream("stdout", text, &state)
            case .note(let text): stream("stderr", text + "\n", &state)
            case .progress(let progress): report(progress, &state)
            case .suggestedLine(let line): say("suggestion", [.init("text", .string(line))], &state)
            case .figure(let figure): display(figure, &state)
            case .failure, .interactive: break
            }
        }
    }

    private func display(_ figure: ShownFigure, _ state: inout State) {
        do {
            display(try MediaBundle(figure), &state)
            // By itself: where a page is not shown, as in a notebook from elsewhere, the figure is.
            if let page = figure.page { display(try MediaBundle(page: page(), figure), &state) }
        } catch {
            stream("stderr", "\(shownText("\(error)"))\n\(figure.description)\n", &state)
        }
    }

    private func display(_ bundle: MediaBundle, _ state: inout State) {
        if let remark = bundle.remark { stream("stderr", remark + "\n", &state) }
        say(
            "display",
            [.init("data", .object(bundle.data)), .init("metadata", .object(bundle.metadata))],
            &state)
    }

    private func stream(_ name: String, _ text: String, _ state: inout State) {
        say("stream", [.init("name", .string(name)), .init("text", .string(text))], &state)
    }

    private func report(_ progress: Progress, _ state: inout State) {
        let now = clock()
        // A page counts in whole numbers, and has no use for a share of nobody knows what.
        let isBytes = progress.unit == .bytes
        guard !isBytes || progress.total > 0 else { return }
        let (part, text) = isBytes ? (1_000_000, progress.text + ", in MB") : (1, progress.text)
        guard now - state.reported >= Self.pause || progress.done >= progress.total else { return }
        state.reported = now
        say(
            "progress",
            [
                .init("done", .integer(progress.done / part)),
                .init("total", .integer(max(1, progress.total / part))),
                .init("text", .string(text)),
            ], &state)
    }

    private func say(_ event: String, _ members: [JSON.Member], _ state: inout State) {
        write(
            [JSON.Member("id", state.id), JSON.Member("event", .string(event))] + members, &state)
    }

    private func write(_ members: [JSON.Member], _ state: inout State) {
        let error = channel.write(JSON.object(members).text + "\n")
        guard error != 0 else { return }
        hasFailed.store(true, ordering: .relaxed)
        if state.outputError == 0 { state.outputError = error }
    }
}
