// swift-tools-version: 6.2
// SPDX-License-Identifier: GPL-3.0-or-later

import PackageDescription

/// What every target of ours is compiled with.
let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
]

/// Returns one of our Swift targets, with the targets in lower layers that it imports.
func layer(_ name: String, _ lower: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: lower, swiftSettings: strict)
}

/// Returns the tests of one target, with what else they import.
func tests(_ name: String, _ others: [Target.Dependency] = [], copying: [Resource] = []) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.byName(name: name)] + others, resources: copying,
        swiftSettings: strict)
}

let package = Package(
    name: "flipside",
    products: [
        .executable(name: "flipside", targets: ["flipside"]),
        .library(name: "TokenWeights", targets: ["TokenWeights"]),
        .library(name: "TokenLogs", targets: ["TokenLogs"]),
        .library(name: "Figures", targets: ["Figures", "SVGDrawing"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
    ],
    targets: [
        // 0: pure functions
        layer("Expressions"),
        .target(
            name: "CCompression",
            linkerSettings: [.linkedLibrary("z"), .linkedLibrary("zstd")]),
        .target(name: "CFields"),
        layer("TextFiles", ["CFields", "CCompression"]),
        layer("Threads", ["TextFiles"]),

        // 1: rules
        layer("TokenWeights", ["Expressions"]),

        // 1: networks
        .target(name: "CTransformer", exclude: ["bases"]),
        layer("Transformer", ["CTransformer"]),

        // 2: training and logs
        .target(name: "CSimulation"),
        layer("Simulation", ["TokenWeights", "CSimulation", "Transformer"]),
        layer("TokenLogs", ["TextFiles", "Threads", "TokenWeights"]),

        // 2: figures as values
        .target(
            name: "Figures", resources: [.embedInCode("Resources/widths.txt")],
            swiftSettings: strict),

        // 3: figures as files
        .systemLibrary(
            name: "CPango", pkgConfig: "pangocairo",
            providers: [.apt(["libcairo2-dev", "libpango1.0-dev"])]),
        .target(name: "CCairo", dependencies: ["CPango"]),
        .target(name: "CPNG", linkerSettings: [.linkedLibrary("png")]),
        layer("CairoDrawing", ["Figures", "CCairo", "CPNG"]),
        layer("SVGDrawing", ["Figures"]),
        layer("TextDrawing", ["Figures"]),

        // 4: words
        layer("CommandLanguage", ["Expressions", "TextFiles", "TokenWeights"]),

        // 5 to 11: the lab, from its values to its session
        layer("Results", ["CommandLanguage", "Expressions", "TextFiles"]),
        layer("CodeDrawing", ["Figures", "Results", "TextFiles"]),
        layer(
            "WorkbenchModel",
            [
                "Results", "CommandLanguage", "Expressions", "Figures", "Simulation", "TextFiles",
                "Threads", "TokenLogs", "TokenWeights", "Transformer",
            ]),
        layer(
            "Experiments",
            [
                "WorkbenchModel", "Results", "CommandLanguage", "Expressions", "Simulation",
                "TextFiles", "Threads", "TokenWeights", "Transformer",
            ]),
        layer(
            "MethodExport",
            ["WorkbenchModel", "Results", "CommandLanguage", "Expressions", "TokenWeights"]),
        layer(
            "Plots",
            [
                "Experiments", "WorkbenchModel", "Results", "CommandLanguage", "Expressions",
                "Figures", "Simulation", "TokenLogs", "TokenWeights",
            ]),
        .target(
            name: "Pages",
            dependencies: [
                "WorkbenchModel", "Results", "CommandLanguage", "Expressions", "Figures",
                "Simulation", "TextFiles", "TokenWeights",
            ], exclude: ["Script"],
            resources: [
                .embedInCode("Resources/page.html"), .embedInCode("Resources/page.css"),
                .embedInCode("Resources/figure.js"), .embedInCode("Resources/lesson.js"),
            ],
            swiftSettings: strict),
        layer(
            "Provenance",
            [
                "Pages", "Plots", "WorkbenchModel", "Results", "CommandLanguage", "Expressions",
                "Figures", "Simulation", "TokenWeights",
            ]),
        layer(
            "Commands",
            [
                "Provenance", "Plots", "MethodExport", "Experiments", "WorkbenchModel", "Results",
                "CommandLanguage", "Expressions", "Figures", "Simulation", "TextFiles", "TokenLogs",
                "TokenWeights",
            ]),
        layer(
            "Teaching",
            [
                "Plots", "WorkbenchModel", "Results", "CommandLanguage", "Expressions",
                "Simulation", "TokenWeights",
            ]),
        layer(
            "Lab",
            [
                "Teaching", "Commands", "Provenance", "Pages", "Plots", "Experiments",
                "WorkbenchModel",
                "Results", "CommandLanguage", "Expressions", "Figures", "Simulation", "TokenLogs",
                "TokenWeights",
            ]),

        // 12: front ends
        .target(name: "CTerminal", linkerSettings: [.linkedLibrary("readline")]),
        layer(
            "Shell",
            [
                "Lab", "WorkbenchModel", "Results", "CommandLanguage", "Expressions", "TextDrawing",
                "Figures", "TextFiles", "CTerminal",
            ]),
        .target(
            name: "Jupyter", dependencies: ["Lab", "WorkbenchModel", "Results", "TextFiles"],
            resources: [
                .embedInCode("Resources/kernel.py"), .embedInCode("Resources/logo-32x32.png"),
                .embedInCode("Resources/logo-64x64.png"), .embedInCode("Resources/logo-svg.svg"),
            ],
            swiftSettings: strict),

        // 13: the program
        .executableTarget(
            name: "flipside",
            dependencies: [
                "Shell", "Jupyter", "Lab", "WorkbenchModel", "Results", "CommandLanguage",
                "Figures", "TextFiles", "CairoDrawing", "SVGDrawing", "CodeDrawing", "Pages",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            resources: [
                .embedInCode("Completions/flipside.bash"), .embedInCode("Completions/_flipside"),
                .embedInCode("Completions/flipside.fish"),
            ],
            swiftSettings: strict),

        // tests, from the lowest layer up
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
        tests("TokenWeights", ["Expressions", "TestSupport"], copying: [.copy("Golden")]),
        tests("Expressions", ["TestSupport"]),
        tests("TextFiles", ["CFields", "TestSupport"]),
        tests(
            "Simulation", ["TokenWeights", "CSimulation", "Transformer"],
            copying: [.copy("Resources")]),
        tests("Transformer", ["CTransformer", "Simulation"], copying: [.copy("Resources")]),
        tests("TokenLogs", ["TokenWeights", "TestSupport"], copying: [.copy("Resources")]),
        tests("Figures", ["TestSupport"]),
        tests(
            "CairoDrawing", ["SVGDrawing", "Figures", "CPNG", "TestSupport"],
            copying: [.copy("Golden")]),
        tests("SVGDrawing", ["Figures"], copying: [.copy("Golden")]),
        tests("TextDrawing", ["Figures", "TestSupport"]),
        tests("CodeDrawing", ["Figures"]),
        tests("CommandLanguage", ["Expressions", "TokenWeights", "TestSupport"]),

        // of the lab: they look at a part through the lines that people type
        .target(
            name: "LabTestSupport",
            dependencies: [
                "Lab", "WorkbenchModel", "Results", "CommandLanguage", "Figures", "TokenWeights",
                "TestSupport",
            ], path: "Tests/LabTestSupport", swiftSettings: strict),
        tests(
            "Results",
            [
                "Lab", "WorkbenchModel", "CommandLanguage", "Figures", "Expressions",
                "TokenWeights", "LabTestSupport",
            ]),
        tests(
            "WorkbenchModel",
            ["Lab", "CommandLanguage", "Figures", "Simulation", "LabTestSupport", "TestSupport"]),
        tests(
            "Experiments",
            [
                "Lab", "Plots", "WorkbenchModel", "Results", "CommandLanguage", "Figures",
                "Simulation", "TextFiles", "Threads", "TokenWeights", "Transformer",
                "LabTestSupport", "TestSupport",
            ]),
        tests(
            "MethodExport",
            [
                "Lab", "WorkbenchModel", "Results", "CommandLanguage", "Expressions",
                "TokenWeights", "LabTestSupport", "TestSupport",
            ]),
        tests(
            "Plots",
            [
                "Lab", "Experiments", "WorkbenchModel", "Results", "CommandLanguage", "TextDrawing",
                "Figures", "Simulation", "TokenWeights", "LabTestSupport",
            ]),
        tests(
            "Pages",
            [
                "Lab", "Teaching", "WorkbenchModel", "Results", "CommandLanguage", "SVGDrawing",
                "Figures", "Simulation", "Expressions", "TokenWeights", "LabTestSupport",
            ]),
        tests(
            "Provenance",
            ["Lab", "WorkbenchModel", "Results", "CommandLanguage", "Figures", "LabTestSupport"]),
        tests(
            "Commands",
            [
                "Lab", "WorkbenchModel", "Results", "CommandLanguage", "SVGDrawing", "Figures",
                "TokenLogs", "TokenWeights", "LabTestSupport",
            ]),
        tests(
            "Teaching",
            [
                "Lab", "Commands", "WorkbenchModel", "Results", "CommandLanguage", "Figures",
                "Expressions", "TokenLogs", "Simulation", "TokenWeights", "LabTestSupport",
            ]),
        tests(
            "Lab",
            [
                "Plots", "WorkbenchModel", "Results", "CommandLanguage", "Figures", "Simulation",
                "LabTestSupport", "TestSupport",
            ]),
        tests(
            "Shell",
            [
                "flipside", "Lab", "WorkbenchModel", "Results", "CommandLanguage", "TextDrawing",
                "TextFiles", "LabTestSupport", "TestSupport",
            ]),
        tests("Jupyter"),

        // of everything together
        .target(
            name: "FuzzTargets",
            dependencies: [
                "Lab", "Commands", "WorkbenchModel", "CommandLanguage", "SVGDrawing",
                "CairoDrawing", "Figures", "TokenLogs", "Expressions", "LabTestSupport",
            ], path: "Tests/FuzzTargets", swiftSettings: strict),
        .testTarget(
            name: "FuzzTests", dependencies: ["FuzzTargets", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "ArchitectureTests", swiftSettings: strict),
        .testTarget(name: "ScriptTests", exclude: ["stand-in"], swiftSettings: strict),
        .testTarget(
            name: "DocumentationTests",
            dependencies: [
                "flipside", "Lab", "Teaching", "Plots", "Experiments", "WorkbenchModel", "Results",
                "CommandLanguage", "SVGDrawing", "Figures", "TokenLogs", "Simulation",
                "Expressions", "TokenWeights", "LabTestSupport",
            ], swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)

// The reference of the libraries: FLIPSIDE_DOCC=1 swift package generate-documentation
if Context.environment["FLIPSIDE_DOCC"] != nil {
    package.dependencies.append(
        .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.4.0"))
}
