// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Foundation
import Lab
import LabTestSupport
import Plots
import Results
import Testing

/// A page of pictures, each with the commands that make it.
struct PicturePage: Sendable, CustomTestStringConvertible {
    /// Where it and its pictures are.
    let folder: String

    var path: String { "\(folder)/README.md" }
    var text: String { Repository.text(path) ?? "" }
    var testDescription: String { folder }

    static let gallery = PicturePage(folder: "assets/gallery")
    static let published = PicturePage(folder: "assets/published")

    /// The blocks of commands, in the order of the page.
    var blocks: [[String]] {
        var blocks: [[String]] = []
        var isInside = false
        for line in text.split(separator: "\n").map(String.init) {
            if line == "```flipside" {
                isInside = true
                blocks.append([])
            } else if line == "```" {
                isInside = false
            } else if isInside {
                blocks[blocks.count - 1].append(line)
            }
        }
        return blocks
    }
}

@Suite("The gallery")
struct GalleryTests {
    private static let pages = [PicturePage.gallery, .published]

    /// The kinds of figures that there are.
    private static let kinds: [String] = {
        let plot = commandDescriptions.first { $0.name == "plot" }
        guard let kind = plot?.parameters.first?.kind, case .choices(.fixed(let choices)) = kind
        else {
            return []
        }
        return choices.map(\.word).filter { $0 != "+" }
    }()

    @Test("It has every kind of figure, and so has the page about figures", arguments: kinds)
    func kind(name: String) throws {
        let drawn = PicturePage.gallery.blocks.flatMap(\.self).filter { $0.hasPrefix("plot ") }
        #expect(drawn.contains { $0.split(separator: " ").contains(Substring(name)) })
        #expect(Repository.text("docs/figures.md")?.contains("| `\(name)` |") == true)
    }

    @Test(
        "Every picture shown is drawn by the commands under it, and each is shown", arguments: pages
    )
    func pictures(page: PicturePage) {
        let shown = Links(page.text, at: page.path).targets.filter {
            $0.hasSuffix(".png") && !$0.hasSuffix("/contact.png")
        }
        let drawn = page.blocks.flatMap(\.self).compactMap { line in
            line.firstMatch(of: /out=(\S+\.png)/).map { "\(page.folder)/\($0.1)" }
        }
        #expect(shown == drawn && !drawn.isEmpty)
    }

    @Test("Ten published figures, each with what it shows, what this one does, and where it stands")
    func published() {
        let parts = PicturePage.published.text.split(separator: "\n## ").dropFirst()
        #expect(parts.count == 10)
        for part in parts {
            let title = part.prefix { $0 != "\n" }
            #expect(part.contains("\n**Published**: ") && part.contains("\n**Here**: "), "\(title)")
            #expect(part.contains(/arXiv\s\d{4}\.\d{5}/), "\(title)")
        }
    }

    @Test("The contact sheet is of the gallery's commands as they stand")
    func contact() throws {
        let lines = PicturePage.gallery.blocks.filter { block in
            !block.contains { $0.contains(" size=") || $0.contains(" theme=") }
        }.flatMap(\.self)
        let workplace = try Workplace(program: Program.beside)
        let digest = try Program.run(
            "sha256sum", in: workplace.folder, input: lines.map { "\($0)\n" }.joined())
        let sheet = try Data(
            contentsOf: Repository.root.appending(path: "assets/gallery/contact.png"))
        #expect(
            sheet.range(of: Data(digest.text.prefix(64).utf8)) != nil, "scripts/gallery contact")
    }

    @Test("The commands still make the pictures that are shown", arguments: pages)
    func bytes(page: PicturePage) throws {
        let workplace = try Workplace(program: Program.beside)
        let folder = workplace.folder.appending(path: page.folder)
        let flipside = "'\(workplace.folder.path)/scripts/flipside'"
        for block in page.blocks where !block.contains(where: isLong) {
            let name = try #require(
                block.compactMap { $0.firstMatch(of: /out=(\S+\.png)/)?.1 }.last.map(String.init))
            let outcome = try Program.run(
                "\(flipside) -f -", in: folder, input: block.joined(separator: "\n") + "\n")
            #expect(outcome.exitCode == 0, "\(outcome.text)")
            let kept = Repository.root.appending(path: "\(page.folder)/\(name)")
            let diff = try Program.run(
                "\(flipside) --json diff '\(kept.path)' \(name)", in: folder, keepsErrors: false)
            let rows = try #require(
                JSONSerialization.jsonObject(with: Data(diff.text.utf8)) as? [[String: Any]])
            let differing = rows.filter { $0["same"] as? Bool != true }
            // Another version of a library may move a pixel; the recipe and the data stay.
            let share = differing.compactMap { $0["detail"] as? String }
                .compactMap { $0.firstMatch(of: /^([\d.e-]+) % of the pixels/)?.1 }
                .compactMap { Double($0) }.first
            #expect(differing.allSatisfy { $0["part"] as? String == "pixels" }, "\(name)")
            #expect((share ?? 0) <= 0.5, "\(name): \(share ?? 0) % of the pixels differ")
        }
    }

    /// Returns whether a command takes long without optimisation.
    private func isLong(_ line: String) -> Bool {
        line.hasPrefix("simulate ") || line.hasPrefix("sweep ")
    }
}

@Suite("The kinds of files for figures")
struct FigureFileKindTests {
    @Test("Completion offers what the program writes, and errors name it")
    func endings() throws {
        let workplace = try Workplace(program: Program.beside)
        let outcome = try Program.run(
            "'\(workplace.folder.path)/scripts/flipside' plot weight out=x.nothing",
            in: workplace.folder)
        let named = outcome.text.matches(of: /\.([a-z]+)(?=, |:)/).map { ".\($0.1)" }
        #expect(Set(named) == Set(PlotKeys.endings), "\(outcome.text)")
    }
}

@Suite("The pages that are shown")
struct PageFileTests {
    private static let page = "assets/pages/README.md"

    @Test("The commands still make them, to the byte")
    func bytes() throws {
        let text = try #require(Repository.text(Self.page))
        let files = Links(text, at: Self.page).targets.filter { $0.hasSuffix(".html") }
        #expect(files == ["weights", "mismatch", "loop"].map { "assets/pages/\($0).html" })
        let workplace = try Workplace(program: Program.beside)
        let flipside = "'\(workplace.folder.path)/scripts/flipside'"
        let blocks = text.matches(of: /```flipside\n(.*?)```/.dotMatchesNewlines())
        #expect(blocks.count == files.count)
        // What is simulated takes long without optimisation.
        for (file, block) in zip(files, blocks) where !block.1.contains("simulate ") {
            let name = file.split(separator: "/").last ?? ""
            let outcome = try Program.run(
                "\(flipside) -f - && cmp \(name) '\(Repository.root.path)/\(file)'",
                in: workplace.folder, input: String(block.1))
            #expect(outcome.exitCode == 0, "\(outcome.text)")
        }
    }
}
