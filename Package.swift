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

/// Returns one of our Swift targets, with the targets on lower floors that it imports.
func floor(_ name: String, _ lower: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: lower, swiftSettings: strict)
}

/// Returns the tests of one target, with what else they import.
func tests(_ name: String, _ others: [Target.Dependency] = [], copying: [Resource] = []) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.byName(name: name), "TestSupport"] + others,
        resources: copying, swiftSettings: strict)
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
        floor("TokenWeights"),
        floor("Expressions"),

        // 1: training and logs
        .target(name: "CSimulation"),
        floor("Simulation", ["TokenWeights", "CSimulation"]),
        floor("TokenLogs", ["TokenWeights"]),

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
        floor("CairoDrawing", ["Figures", "CCairo", "CPNG"]),
        floor("SVGDrawing", ["Figures"]),
        floor("TextDrawing", ["Figures"]),

        // 4: words
        floor("CommandLanguage", ["Expressions", "TokenWeights"]),

        // 5: the lab
        floor(
            "Lab",
            [
                "TokenWeights", "Expressions", "Simulation", "TokenLogs", "Figures",
                "CommandLanguage",
            ]),

        // 6: front ends
        .target(name: "CTerminal", linkerSettings: [.linkedLibrary("readline")]),
        floor(
            "Shell",
            ["Lab", "CommandLanguage", "Expressions", "TextDrawing", "Figures", "CTerminal"]),
        .target(
            name: "Jupyter", dependencies: ["Lab"],
            resources: [
                .embedInCode("Resources/kernel.py"), .embedInCode("Resources/logo-32x32.png"),
                .embedInCode("Resources/logo-64x64.png"), .embedInCode("Resources/logo-svg.svg"),
            ],
            swiftSettings: strict),

        // 7: the program
        .executableTarget(
            name: "flipside",
            dependencies: [
                "Shell", "Jupyter", "Lab", "CommandLanguage", "Figures", "CairoDrawing",
                "SVGDrawing",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            resources: [
                .embedInCode("Completions/flipside.bash"), .embedInCode("Completions/_flipside"),
                .embedInCode("Completions/flipside.fish"),
            ],
            swiftSettings: strict),

        // tests, from the ground floor up
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
        tests("TokenWeights", copying: [.copy("Golden")]),
        tests("Expressions"),
        tests("Simulation", ["TokenWeights"], copying: [.copy("Resources")]),
        tests("TokenLogs", ["TokenWeights"], copying: [.copy("Resources")]),
        tests("Figures"),
        tests("CairoDrawing", ["Figures", "SVGDrawing", "CPNG"], copying: [.copy("Golden")]),
        tests("SVGDrawing", ["Figures"], copying: [.copy("Golden")]),
        tests("TextDrawing", ["Figures"]),
        tests("CommandLanguage", ["Expressions", "TokenWeights"]),
        tests(
            "Lab",
            [
                "CommandLanguage", "Expressions", "Figures", "Simulation", "TextDrawing",
                "TokenLogs", "TokenWeights",
            ]),
        tests("Shell", ["flipside", "Lab", "CommandLanguage", "TextDrawing"]),
        tests("Jupyter"),
        .target(
            name: "FuzzTargets",
            dependencies: [
                "Lab", "CommandLanguage", "Expressions", "TokenLogs", "Figures", "CairoDrawing",
                "SVGDrawing",
            ],
            path: "Tests/FuzzTargets", swiftSettings: strict),
        .testTarget(
            name: "FuzzTests", dependencies: ["FuzzTargets", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "HouseTests", swiftSettings: strict),
        .testTarget(
            name: "DocumentationTests",
            dependencies: [
                "flipside", "Lab", "CommandLanguage", "Simulation", "TokenLogs", "TokenWeights",
                "Expressions", "Figures", "SVGDrawing",
            ],
            swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)

// The reference of the libraries: FLIPSIDE_DOCC=1 swift package generate-documentation
if Context.environment["FLIPSIDE_DOCC"] != nil {
    package.dependencies.append(
        .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.4.0"))
}
