// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Foundation
import Lab
import LabTestSupport
import Plots
import Results
import Testing

@Suite("The gallery")
struct GalleryTests {
    private static let page = "assets/gallery/README.md"

    /// The blocks of commands, in the order of the page.
    private static let blocks: [[String]] = {
        var blocks: [[String]] = []
        var isInside = false
        for line in (Repository.text(page) ?? "").split(separator: "\n").map(String.init) {
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
    }()

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
        let drawn = Self.blocks.flatMap(\.self).filter { $0.hasPrefix("plot ") }
        #expect(drawn.contains { $0.split(separator: " ").contains(Substring(name)) })
        #expect(Repository.text("docs/figures.md")?.contains("| `\(name)` |") == true)
    }

    @Test("Every picture shown is drawn by the commands under it, and each is shown")
    func pictures() throws {
        let text = try #require(Repository.text(Self.page))
        let shown = Links(text, at: Self.page).targets.filter { $0.hasSuffix(".png") }
        let drawn = Self.blocks.flatMap(\.self).compactMap { line in
            line.firstMatch(of: /out=(\S+\.png)/).map { "assets/gallery/\($0.1)" }
        }
        #expect(shown == drawn && !drawn.isEmpty)
    }

    @Test("The commands still make the pictures that are shown")
    func bytes() throws {
        let workplace = try Workplace(program: Program.beside)
        let folder = workplace.folder.appending(path: "assets/gallery")
        let flipside = "'\(workplace.folder.path)/scripts/flipside'"
        for block in Self.blocks where !block.contains(where: isLong) {
            let name = try #require(
                block.compactMap { $0.firstMatch(of: /out=(\S+\.png)/)?.1 }.last.map(String.init))
            let outcome = try Program.run(
                "\(flipside) -f -", in: folder, input: block.joined(separator: "\n") + "\n")
            #expect(outcome.exitCode == 0, "\(outcome.text)")
            let kept = Repository.root.appending(path: "assets/gallery/\(name)")
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
