// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@Suite("The documents")
struct DocumentTests {
    @Test("Every relative link and picture is there", arguments: Repository.documents)
    func links(path: String) throws {
        let text = try #require(Repository.text(path))
        for target in Links(text, at: path).all {
            #expect(Repository.exists(target.path), "\(path) links \(target.path)")
            guard let heading = target.heading else { continue }
            let page = try #require(Repository.text(target.path))
            #expect(
                headings(of: page).contains(heading), "\(path) links #\(heading)")
        }
    }

    @Test("What is to be typed but is no transcript names scripts that exist")
    func shellBlocks() throws {
        for path in Repository.documents {
            let lines = try #require(Repository.text(path)).split(
                separator: "\n", omittingEmptySubsequences: false)
            var isShell = false
            for line in lines {
                if line.hasPrefix("```") { isShell = line == "```sh" }
                for match in line.matches(of: /scripts\/[a-z]+/) where isShell {
                    #expect(
                        Repository.exists(String(match.output)), "\(path) names \(match.output)")
                }
            }
        }
    }

    @Test("The README and the documents that it promises are there")
    func present() {
        for path in [
            "README.md", "docs/reference.md", "docs/flipside.1", "docs/methods.md", "docs/logs.md",
            "docs/simulation.md", "docs/figures.md", "docs/design.md", "assets/gallery/README.md",
        ] {
            #expect(Repository.exists(path), "\(path)")
        }
    }

    @Test("Links are resolved from the document's own folder, and headings as pages name them")
    func reading() {
        let links = Links(
            "[a](b.md#c) [d](../e/f.png) <img src=\"g.png\"> [h](https://i)", at: "docs/j.md")
        #expect(links.targets == ["docs/b.md", "e/f.png", "docs/g.png"])
        #expect(links.all.first?.heading == "c")
        #expect(headings(of: "# A b: `c-d`\n```\n# e\n```\n## F, g") == ["a-b-c-d", "f-g"])
    }
}
