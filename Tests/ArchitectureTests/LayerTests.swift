// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@Suite("The layers")
struct LayerTests {
    private let manifest: Manifest

    init() throws {
        manifest = try Manifest(Repository.file("Package.swift").text)
    }

    @Test("Every target of the manifest stands in a layer and depends on lower ones only")
    func manifestIsSound() {
        #expect(Layers.breaches(in: manifest).isEmpty)
    }

    @Test("Every import is of a lower layer, and declared")
    func importsAreSound() {
        let breaches = Repository.files.filter(\.isSource)
            .flatMap { Layers.breaches(in: $0, manifest: manifest) }
        #expect(breaches.isEmpty)
    }

    @Test("Every folder of sources is a target, and every target has its folder")
    func foldersAreTargets() {
        let folders = Set(Repository.files.filter(\.isSource).map(\.target))
        let targets = Set(manifest.targets.filter { !$0.isTest }.map(\.name))
        #expect(folders == targets)
        #expect(targets.contains("TokenWeights") && targets.contains("flipside"))
    }
}

/// A package of three layers, two of them in order.
private let sample = """
    let strict: [SwiftSetting] = [.enableUpcomingFeature("ExistentialAny")]
    func layer(_ name: String, _ lower: [Target.Dependency] = []) -> Target {
        .target(name: name, dependencies: lower)
    }
    let package = Package(
        name: "sample",  // a comment, with "quotes"
        products: [.executable(name: "flipside", targets: ["flipside"])],
        targets: [
            layer("TokenWeights"),
            layer("Simulation", ["TokenWeights"] + []),
            .systemLibrary(name: "CCairo", pkgConfig: "cairo", providers: [.apt(["x"])]),
            .executableTarget(
                name: "flipside",
                dependencies: [
                    "Shell", .target(name: "Lab"),
                    .product(name: "ArgumentParser", package: "swift-argument-parser"),
                ],
                swiftSettings: strict),
            .target(name: "Support", path: "Tests/Support"),
            tests("Simulation", ["TokenWeights"], copying: [.copy("Resources")]),
        ],
        swiftLanguageModes: [.v6]
    )
    """

@Suite("The reader of the manifest")
struct ManifestTests {
    @Test("It reads targets through helpers, with lines, dependencies and products")
    func reads() throws {
        let targets = Manifest(sample).targets
        #expect(
            targets.map(\.name)
                == [
                    "TokenWeights", "Simulation", "CCairo", "flipside", "Support",
                    "SimulationTests",
                ])
        #expect(targets.map(\.line) == [9, 10, 11, 12, 19, 20])
        #expect(
            targets.map(\.dependencies)
                == [
                    [], ["TokenWeights"], [], ["Shell", "Lab"], [], ["Simulation", "TokenWeights"],
                ])
        #expect(targets.map(\.products) == [[], [], [], ["ArgumentParser"], [], []])
        #expect(targets.map(\.isTest) == [false, false, false, false, true, true])
    }
}

@Suite("The check of the layers")
struct LayerCheckTests {
    /// Returns what is said of a package with these targets.
    private func breaches(_ targets: String) -> [String] {
        Layers.breaches(in: Manifest("let package = Package(targets: [\n\(targets)\n])"))
            .map(\.description)
    }

    /// Returns what is said of a file in a package where Lab declares Figures and Algorithms.
    private func breaches(importing line: String, in target: String = "Lab") -> [String] {
        let manifest = Manifest(
            """
            let package = Package(targets: [
                layer("TokenWeights"), layer("Expressions"), layer("Figures"), layer("Shell"),
                layer("CairoDrawing", ["CCairo"]),
                layer("Lab", ["Figures", .product(name: "Algorithms", package: "a")]),
            ])
            """)
        let file = RepositoryFile(path: "Sources/\(target)/A.swift", text: "\n\(line)\n")
        return Layers.breaches(in: file, manifest: manifest).map(\.description)
    }

    @Test("It names a target that stands in no layer")
    func homeless() {
        #expect(breaches("layer(\"Cellar\")") == ["Package.swift:2: Cellar stands in no layer"])
    }

    @Test("It names a dependency on the same or a higher layer")
    func upward() {
        #expect(
            breaches("layer(\"TokenLogs\", [\"Simulation\", \"Lab\"])") == [
                "Package.swift:2: TokenLogs is in layer 1 and may not use Simulation in layer 1",
                "Package.swift:2: TokenLogs is in layer 1 and may not use Lab in layer 5",
            ])
    }

    @Test("It names a dependency on a module of C that belongs to another")
    func foreignShim() {
        #expect(
            breaches(".target(name: \"Lab\", dependencies: [\"CPNG\"])")
                == ["Package.swift:2: only CairoDrawing may use CPNG, not Lab"])
    }

    @Test(
        "It lets through what is declared, and what comes with the system",
        arguments: [
            "import Figures", "public import Figures", "import struct Figures.Color",
            "@preconcurrency import Figures", "import Glibc", "import FoundationEssentials",
            "import Algorithms", "// import Shell", "let text = \"import Shell\"",
        ])
    func sound(line: String) {
        #expect(breaches(importing: line).isEmpty)
    }

    @Test(
        "It names file, line and import of what is not declared, too high, or not allowed",
        arguments: [
            ("import Expressions", "Package.swift does not declare that Lab uses it"),
            ("import Numerics", "Package.swift does not declare that Lab uses it"),
            ("internal import Shell", "Lab is in layer 5 and may not use Shell in layer 6"),
            ("import CCairo", "only CairoDrawing may use CCairo, not Lab"),
            ("@testable import enum Shell.FrontEnd", "Lab is in layer 5 and may not use Shell"),
            ("import Foundation", "import of all of Foundation"),
            ("let a = 1; import Foundation", "import of all of Foundation"),
        ])
    func unsound(line: String, what: String) throws {
        let first = try #require(breaches(importing: line).first)
        #expect(first.hasPrefix("Sources/Lab/A.swift:2: import "))
        #expect(first.contains(what))
    }

    @Test("It keeps Foundation out of the arithmetic")
    func arithmetic() {
        #expect(
            breaches(importing: "import FoundationEssentials", in: "TokenWeights") == [
                "Sources/TokenWeights/A.swift:2: import FoundationEssentials: "
                    + "TokenWeights imports nothing of Foundation"
            ])
    }
}
