// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
package import Figures
package import Lab
import Results
import Synchronization
package import WorkbenchModel

/// Everything that a session said, in order.
package final class Listener: Sendable {
    private let said = Mutex<[Event]>([])
    private let drawn = Mutex<[Figure]>([])

    package init() {}

    package func hear(_ event: Event) { said.withLock { $0.append(event) } }

    package func see(_ figure: Figure) { drawn.withLock { $0.append(figure) } }

    package var events: [Event] { said.withLock { $0 } }

    /// The figures that were handed to the renderer.
    package var figures: [Figure] { drawn.withLock { $0 } }

    /// The results, as text.
    package var outputs: [String] {
        events.compactMap { if case .output(let output) = $0 { output.text } else { nil } }
    }

    /// The pieces of long results, but for the last piece of each, which is among the outputs.
    package var pieces: [String] {
        events.compactMap { if case .piece(let text) = $0 { text } else { nil } }
    }

    /// The results as JSON documents.
    package var documents: [String] {
        events.compactMap { if case .output(let output) = $0 { output.json() } else { nil } }
    }

    /// The remarks and tips.
    package var notes: [String] {
        events.compactMap { if case .note(let note) = $0 { note } else { nil } }
    }

    /// The lines that were put at the prompt.
    package var suggestedLines: [String] {
        events.compactMap { if case .suggestedLine(let line) = $0 { line } else { nil } }
    }
}

/// Returns a session that draws nothing but a text, and what it says.
///
/// The session does not hold its listener: what is said may hold the session, and neither would ever
/// be given back.
package func makeSession(
    stateFolder: String? = nil, isCancelled: @escaping @Sendable () -> Bool = { false }
) -> (Session, Listener) {
    let listener = Listener()
    var environment = Environment(
        emit: { [weak listener] in listener?.hear($0) }, isCancelled: isCancelled,
        renderer: makeRenderer(seeing: { [weak listener] in listener?.see($0) }) { _, metadata in
            paperFile(metadata)
        },
        stateFolder: stateFolder)
    environment.hasKeys = true
    return (Session(environment: environment), listener)
}

/// Returns a renderer without fonts, whose files are what a function says.
package func makeRenderer(
    seeing: @escaping @Sendable (Figure) -> Void = { _ in },
    _ encode: @escaping @Sendable (DisplayList, FigureMetadata) throws(DrawingError) -> [UInt8]
) -> FigureRenderer {
    FigureRenderer(
        layout: { figure in
            seeing(figure)
            return DisplayList(
                width: figure.size.width, height: figure.size.height,
                background: figure.theme.background, items: [])
        },
        formats: [
            FigureFormat(
                ending: "png", encode: encode,
                recognizes: { $0.starts(with: "%paper ".utf8) }, read: { metadata(ofPaper: $0) })
        ],
        pictures: PictureFormat(
            encode: { picture, _, _ in picture.bytes },
            read: { file throws(DrawingError) in
                let bytes = Array(file.suffix(16))
                guard let picture = Picture(width: 2, height: 2, bytes: bytes) else {
                    throw DrawingError("no picture")
                }
                return picture
            }))
}

/// Returns a figure's file as the tests' renderer writes it: the title, the program, and the recipe
/// where there is one.
package func paperFile(_ metadata: FigureMetadata) -> [UInt8] {
    Array("%paper \(metadata.title)\t\(metadata.software)\n\(metadata.recipe ?? "")".utf8)
}

/// Returns what such a file says of itself.
private func metadata(ofPaper file: [UInt8]) -> FigureMetadata {
    let text = String(decoding: file.dropFirst("%paper ".utf8.count), as: UTF8.self)
    let lines = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    let recipe = lines.count > 1 && !lines[1].isEmpty ? String(lines[1]) : nil
    let words = (lines.first ?? "").split(separator: "\t", omittingEmptySubsequences: false)
    return FigureMetadata(
        title: words.first.map(String.init) ?? "", description: "",
        software: words.count > 1 ? String(words[1]) : "", recipe: recipe)
}

/// Runs lines in a session of their own, and returns it with what it said.
@discardableResult
package func run(_ lines: [String]) throws -> (Session, Listener) {
    var (session, listener) = makeSession()
    for line in lines { try session.execute(line) }
    return (session, listener)
}

/// Returns the last result of some lines, as text.
package func lastOutput(_ lines: String...) throws -> String {
    try run(lines).1.outputs.last ?? ""
}

extension Session {
    /// Runs a line that ought to fail, and returns what was wrong with it; nil where it worked.
    package mutating func failure(of line: String) -> CommandError? {
        do {
            try execute(line)
            return nil
        } catch {
            return error.error
        }
    }
}

/// A training that a debug build does in an instant.
package let smallGraph =
    "simulate world=graph types=2 states=8 vocabulary=6 length=6 prompts=4 heldout=4 group=4 "
    + "minibatches=2 steps=3 seeds=2"

/// How often something happened, counted from any thread.
package final class Counter: Sendable {
    private let value = Atomic<Int>(0)

    package init() {}

    package func add() { value.add(1, ordering: .relaxed) }

    package var count: Int { value.load(ordering: .relaxed) }
}

/// Returns that training with some of its settings changed and others added.
package func smallGraph(_ changes: String) -> String {
    changes.split(separator: " ").reduce(smallGraph) { line, change in
        let key = change.prefix { $0 != "=" } + "="
        let words = line.split(separator: " ")
        guard let index = words.firstIndex(where: { $0.hasPrefix(key) }) else {
            return line + " " + change
        }
        return (words[..<index] + [change] + words[(index + 1)...]).joined(separator: " ")
    }
}
