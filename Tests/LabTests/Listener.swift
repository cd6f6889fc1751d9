// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures
import Lab
import Synchronization

/// Everything that a session said, in order.
final class Listener: Sendable {
    private let said = Mutex<[Event]>([])
    private let drawn = Mutex<[Figure]>([])

    func hear(_ event: Event) { said.withLock { $0.append(event) } }

    func see(_ figure: Figure) { drawn.withLock { $0.append(figure) } }

    var events: [Event] { said.withLock { $0 } }

    /// The figures that were handed to the renderer.
    var figures: [Figure] { drawn.withLock { $0 } }

    /// The results, as text.
    var outputs: [String] {
        events.compactMap { if case .output(let output) = $0 { output.text } else { nil } }
    }

    /// The pieces of long results, but for the last piece of each, which is among the outputs.
    var pieces: [String] {
        events.compactMap { if case .piece(let text) = $0 { text } else { nil } }
    }

    /// The results as JSON documents.
    var documents: [String] {
        events.compactMap { if case .output(let output) = $0 { output.json() } else { nil } }
    }

    /// The remarks and tips.
    var notes: [String] {
        events.compactMap { if case .note(let note) = $0 { note } else { nil } }
    }

    /// What is to be tuned with keys.
    var tuners: [Tuner] {
        events.compactMap { if case .interactive(let tuner) = $0 { tuner } else { nil } }
    }

    /// The lines that were put at the prompt.
    var suggestedLines: [String] {
        events.compactMap { if case .suggestedLine(let line) = $0 { line } else { nil } }
    }
}

/// Returns a session that draws nothing but a text, and what it says.
func makeSession(
    stateFolder: String? = nil, isCancelled: @escaping @Sendable () -> Bool = { false }
) -> (Session, Listener) {
    let listener = Listener()
    var environment = Environment(
        emit: { listener.hear($0) }, isCancelled: isCancelled,
        renderer: makeRenderer(seeing: { listener.see($0) }) { _, metadata in
            paperFile(metadata)
        },
        stateFolder: stateFolder)
    environment.hasKeys = true
    return (Session(environment: environment), listener)
}

/// Returns a renderer without fonts, whose files are what a function says.
func makeRenderer(
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
func paperFile(_ metadata: FigureMetadata) -> [UInt8] {
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
func run(_ lines: [String]) throws -> (Session, Listener) {
    var (session, listener) = makeSession()
    for line in lines { try session.execute(line) }
    return (session, listener)
}

/// Returns the last result of some lines, as text.
func lastOutput(_ lines: String...) throws -> String {
    try run(lines).1.outputs.last ?? ""
}

extension Session {
    /// Runs a line that ought to fail, and returns what was wrong with it; nil where it worked.
    mutating func failure(of line: String) -> CommandError? {
        do {
            try execute(line)
            return nil
        } catch {
            return error.error
        }
    }
}
