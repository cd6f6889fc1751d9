// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@Suite("The layers")
struct LayerTests {
    private static let manifest = Result(catching: dependencies)

    @Test("Every target stands in a layer, and depends on lower ones and on its own modules of C")
    func targets() throws {
        let targets = try Self.manifest.get()
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
        let folders = Repository.sources.map { String($0.split(separator: "/")[1]) }
        #expect(try Set(folders) == Set(Self.manifest.get().keys))
    }

    @Test("Every import is declared, or of what comes with Swift or the system")
    func imports() throws {
        let system = [
            "Android", "Bionic", "Darwin", "Dispatch", "FoundationEssentials", "Glibc", "Musl",
            "Swift",
            "Synchronization", "ucrt",
        ]
        let swift = Repository.sources.filter { $0.hasSuffix(".swift") }
        let imports = try Repository.matches(of: imported + #"\K\w+"#, in: swift)
        #expect(imports.count > 100)
        for found in imports {
            let target = String(found.file.split(separator: "/")[1])
            let declared = try Self.manifest.get()[target] ?? []
            #expect((declared + system).contains(found.text), "\(found)")
        }
    }

    @Test("A row of the table names the targets of a layer, and what they see of C")
    func rows() {
        let layers = Layers(document: "| layer | modules |\n| 6 | `A`, `B` | see `CD` |")
        #expect(layers.numbers == ["A": 6, "B": 6])
        #expect(layers.mentions == ["A": ["CD"], "B": ["CD"]])
    }
}
