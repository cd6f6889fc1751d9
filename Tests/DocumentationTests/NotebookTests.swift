// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// What a notebook's file holds, as far as it is looked at here.
private struct Notebook: Decodable {
    let cells: [Cell]
    let metadata: Metadata

    struct Metadata: Decodable {
        let kernelspec: [String: String]
    }

    struct Cell: Decodable {
        let id: String
        let kind: String
        let source: Lines
        let metadata: [String: String]
        let outputs: [Output]?

        enum CodingKeys: String, CodingKey {
            case id, source, metadata, outputs
            case kind = "cell_type"
        }
    }

    /// Texts stand in a file as lines or in one piece.
    struct Lines: Decodable {
        let text: String

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            text =
                try (try? container.decode(String.self)) ?? container.decode([String].self).joined()
        }
    }

    struct Output: Decodable {
        let kind: String
        let text: Lines?
        let data: [String: Form]?

        enum CodingKeys: String, CodingKey {
            case text, data
            case kind = "output_type"
        }
    }

    /// A form of an output; numbers are not looked into.
    struct Form: Decodable {
        let text: String?

        init(from decoder: any Decoder) throws { text = try? Lines(from: decoder).text }
    }

    /// What a reader sees of the cells with commands.
    var shown: String {
        cells.filter { $0.kind == "code" }.flatMap { cell in
            [cell.source.text]
                + (cell.outputs ?? []).flatMap { output in
                    [
                        output.text?.text, output.data?["text/plain"]?.text,
                        output.data?["text/html"]?.text,
                    ]
                    .compactMap(\.self)
                }
        }
        .joined(separator: "\n")
    }
}

private let paths: [String] = {
    let folder = Repository.root.appending(path: "notebooks").path
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
    return (names ?? []).filter { $0.hasSuffix(".ipynb") }
        .sorted { $0.compare($1, options: .numeric) == .orderedAscending }
        .map { "notebooks/\($0)" }
}()

@Suite("The notebooks")
struct NotebookTests {
    private func notebook(_ path: String) throws -> Notebook {
        let text = try #require(Repository.text(path))
        return try JSONDecoder().decode(Notebook.self, from: Data(text.utf8))
    }

    @Test("They are numbered from 1, and the page about them names each")
    func names() throws {
        #expect(paths.count >= 7)
        let page = try #require(Repository.text("notebooks/README.md"))
        for (index, path) in paths.enumerated() {
            let name = path.dropFirst("notebooks/".count)
            #expect(name.hasPrefix("\(index + 1)-"), "\(path)")
            #expect(page.contains("(\(name))"), "notebooks/README.md does not link \(name)")
        }
    }

    @Test(
        "Each has at most 12 cells, begins with a prediction, and ends with the reader's turn",
        arguments: paths)
    func form(path: String) throws {
        let notebook = try notebook(path)
        #expect(notebook.metadata.kernelspec["name"] == "flipside")
        #expect((3...12).contains(notebook.cells.count))
        let first = try #require(notebook.cells.first)
        let last = try #require(notebook.cells.last)
        #expect(first.source.text.hasPrefix("# "))
        #expect(first.source.text.contains("\n## Predict\n"))
        #expect(first.source.text.contains("**My prediction:**"))
        #expect(last.source.text.contains("## Your turn\n"))
        #expect([first.kind, last.kind] == ["markdown", "markdown"])
        #expect(Set(notebook.cells.map(\.id)).count == notebook.cells.count)
    }

    @Test(
        "Each is kept with what came out: every cell with commands, without an error",
        arguments: paths)
    func outputs(path: String) throws {
        for cell in try notebook(path).cells where cell.kind == "code" {
            let outputs = try #require(cell.outputs)
            #expect(outputs.contains { $0.data?["text/plain"] != nil }, "\(path), cell \(cell.id)")
            #expect(!outputs.contains { $0.kind == "error" }, "\(path), cell \(cell.id)")
            for output in outputs where output.data?["image/svg+xml"] != nil {
                #expect(output.data?["image/png"] != nil, "\(path), cell \(cell.id)")
            }
        }
    }

    @Test("No cell says when it ran, and none names an absolute path", arguments: paths)
    func machine(path: String) throws {
        let notebook = try notebook(path)
        #expect(notebook.cells.allSatisfy { $0.metadata.isEmpty })
        let texts = notebook.shown + notebook.cells.map(\.source.text).joined(separator: "\n")
        #expect(texts.firstMatch(of: /(^|[\s"'`(=])\/[a-z]+\/[A-Za-z0-9._-]/) == nil)
    }

    @Test("Every decimal number of the text is one that the notebook shows", arguments: paths)
    func numbers(path: String) throws {
        let notebook = try notebook(path)
        for cell in notebook.cells where cell.kind == "markdown" {
            let text = cell.source.text.replacing("2510.06062", with: "")
                // What the reader is to type comes out of it, not out of this notebook.
                .split(separator: "## Your turn", omittingEmptySubsequences: false)[0]
            for match in text.matches(of: /[0-9]+\.[0-9]+/) {
                let zeros = match.output.replacing(/0+$/, with: "")
                #expect(
                    notebook.shown.contains(match.output) || notebook.shown.contains(zeros),
                    "\(path) says \(match.output) and does not show it")
            }
        }
    }
}
