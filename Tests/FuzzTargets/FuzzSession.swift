// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures
import Lab
import WorkbenchModel

/// Returns a session that says nothing and draws nothing but a figure's own words.
func quietSession(after lines: String...) -> Session {
    var session = Session(
        environment: Environment(
            emit: { _ in }, isCancelled: { false }, renderer: .words))
    for line in lines { try? session.execute(line) }
    return session
}

extension FigureRenderer {
    /// A renderer without fonts, whose files are what a figure says of itself.
    static let words = FigureRenderer(
        layout: { figure in
            DisplayList(
                width: figure.size.width, height: figure.size.height,
                background: figure.theme.background, items: [])
        },
        formats: [
            FigureFormat(
                ending: "png",
                encode: { _, metadata in Array("%words \(metadata.recipe ?? "")".utf8) },
                recognizes: { $0.starts(with: "%words ".utf8) },
                read: { file in
                    FigureMetadata(
                        title: "", description: "", software: "Flipside",
                        recipe: String(decoding: file.dropFirst(7), as: UTF8.self))
                })
        ],
        pictures: .none)
}

extension FuzzTarget {
    /// Returns a target that names a file of the input in a line; whatever the line says of it, a
    /// failure leaves the bench as it was.
    static func file(
        _ name: String, _ line: @escaping @Sendable (_ path: String) -> String,
        seeds: @escaping @Sendable () -> [[UInt8]]
    ) -> FuzzTarget {
        let file = ScratchFile(name)
        return FuzzTarget(name: name, seeds: seeds) { input in
            file.with(input) { path -> String? in
                var session = quietSession()
                do throws(Failure) {
                    try session.execute(line(path))
                } catch {
                    return error.error.message.isEmpty ? "an error says nothing" : nil
                }
                return nil
            } ?? nil
        }
    }

    /// Returns the bytes of a file that a line writes.
    static func written(by line: (_ path: String) -> String, after lines: String...) -> [UInt8] {
        let file = ScratchFile("seed")
        return file.with([]) { path in
            var session = quietSession()
            for line in lines { try? session.execute(line) }
            try? session.execute(line(path) + " force=yes")
            return bytes(of: path, atMost: 1 << 20)
        } ?? []
    }
}
