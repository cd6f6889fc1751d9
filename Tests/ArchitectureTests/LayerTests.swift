// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@Suite("The layers")
struct LayerTests {
    private static let manifest = Result(catching: dependencies)

    /// What the files of targets import; not what texts of other languages do, whose modules are lower case.
    private static let imports = Result {
        let targets = try manifest.get()
        let files = Repository.files.filter {
            $0.hasSuffix(".swift") && $0.contains("/") && targets.keys.contains(folder($0))
        }
        return try Repository.matches(of: imported + #"\K[A-Z]\w+"#, in: files)
    }

    @Test("Every target stands in a layer, and depends on lower ones and on its own modules of C")
    func targets() throws {
        let folders = Set(Repository.sources.map(folder))
        let targets = try Self.manifest.get().filter { folders.contains($0.key) }
        let layers = try Layers(document: Repository.text("docs/design.md"))
        for (target, uses) in targets where !target.isModuleOfC {
            let layer = try #require(layers.numbers[target], "docs/design.md lists no \(target)")
            for module in uses where targets[module] != nil && !module.isModuleOfC {
                let lower = try #require(layers.numbers[module])
                #expect(lower < layer, "\(target) may not use \(module)")
            }
            for module in uses.filter(\.isModuleOfC) {
                let said = try #require(layers.mentions[target])
                #expect(said.contains(module), "docs/design.md: \(target) sees no \(module)")
            }
        }
        for module in targets.keys where module.isModuleOfC {
            #expect(targets.values.count { $0.contains(module) } == 1, "\(module) has one user")
        }
    }

    @Test("Every folder of sources is a target")
    func folders() throws {
        #expect(try Set(Repository.sources.map(folder)).isSubset(of: Self.manifest.get().keys))
    }

    /// Without it a build works or not by the order in which it happens to make modules.
    @Test("Every import is declared, or of what comes with Swift or the system")
    func imports() throws {
        let system = [
            "Android", "Bionic", "Darwin", "Dispatch", "Foundation", "FoundationEssentials",
            "FoundationXML", "Glibc", "Musl", "Swift", "Synchronization", "Testing",
        ]
        for found in try Self.imports.get() {
            let declared = try #require(Self.manifest.get()[folder(found.file)])
            #expect((declared + system).contains(found.text), "\(found)")
        }
    }

    @Test("Whatever a target declares that it needs, it imports")
    func needs() throws {
        let imported = try Dictionary(grouping: Self.imports.get()) { folder($0.file) }
        // Tests start the program, and C is included.
        let others = ["flipside", "CPango"]
        for (target, declared) in try Self.manifest.get() {
            let used = Set((imported[target] ?? []).map(\.text))
            let unused = declared.filter { !used.contains($0) && !others.contains($0) }
            #expect(unused.isEmpty, "\(target) does not import it")
        }
    }

    @Test("A row of the table names the targets of a layer, and what they see of C")
    func rows() {
        let layers = Layers(document: "| layer | modules |\n| 6 | `A`, `B` | see `CD` |")
        #expect(layers.numbers == ["A": 6, "B": 6])
        #expect(layers.mentions == ["A": ["CD"], "B": ["CD"]])
    }
}

/// Returns the folder of sources or of tests that a file stands in, which is named as its target.
private func folder(_ path: String) -> String { String(path.split(separator: "/")[1]) }
