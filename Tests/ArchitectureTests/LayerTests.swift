// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@Suite("The layers")
struct LayerTests {
    private static let targets = Result(catching: dependencies)

    @Test("Every target stands in a layer and depends on lower ones; a module of C has one user")
    func manifest() throws {
        let targets = try Self.targets.get()
        let layers = try Layers(document: Repository.text("docs/design.md"))
        for (name, uses) in targets {
            if name.isModuleOfC {
                #expect(targets.values.filter { $0.contains(name) }.count == 1, "\(name)")
            } else {
                #expect(layers.layers[name] != nil, "docs/design.md does not list \(name)")
                for module in uses where targets[module] != nil {
                    #expect(layers.objection(to: module, in: name) == nil)
                }
            }
        }
        let folders = Repository.sources.map { String($0.split(separator: "/")[1]) }
        #expect(Set(folders) == Set(targets.keys), "every folder of sources is a target")
    }

    @Test("Every import is declared, or of what comes with Swift or the system")
    func imports() throws {
        let targets = try Self.targets.get()
        let system = [
            "Dispatch", "FoundationEssentials", "Glibc", "Musl", "Swift", "Synchronization",
        ]
        let swift = Repository.sources.filter { $0.hasSuffix(".swift") }
        let imports = try Repository.matches(of: imported + #"\K\w+"#, in: swift)
        #expect(imports.count > 100)
        for found in imports {
            let declared = targets[String(found.file.split(separator: "/")[1])] ?? []
            #expect((declared + system).contains(found.text), "\(found)")
        }
    }

    @Test(
        "What stands higher or beside, nowhere, or belongs to another is objected to",
        arguments: [
            ("Figures", "Lab", nil), ("CDraw", "Shell", nil),
            ("Lab", "Figures", "Figures, in layer 2, may not use Lab, in layer 5"),
            ("Logs", "Figures", "Figures, in layer 2, may not use Logs, in layer 2"),
            ("Attic", "Lab", "Attic stands in no layer"),
            ("Lab", "Attic", "Attic stands in no layer"),
            ("CDraw", "Lab", "docs/design.md does not say that Lab uses CDraw"),
        ])
    func objections(module: String, target: String, expected: String?) {
        let table = """
            | layer | modules | what they know |
            | 6 | `Shell` | the only one that sees `CDraw` |
            | 5 | `Lab` | the rest |
            | 2 | `Figures`, `Logs` | little |
            """
        #expect(Layers(document: table).objection(to: module, in: target) == expected)
    }
}
