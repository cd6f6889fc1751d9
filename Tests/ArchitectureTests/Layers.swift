// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// Which target stands in which layer, and who may go where.
///
/// A target imports only what stands in lower layers, and declares each of them. SwiftPM lets an
/// undeclared import of a dependency's dependency through; these checks do not.
enum Layers {
    /// From the lowest up; a target may be still to come.
    static let all: [[String]] = [
        ["TokenWeights", "Expressions"],
        ["Simulation", "TokenLogs"],
        ["Figures"],
        ["CairoDrawing", "SVGDrawing", "TextDrawing"],
        ["CommandLanguage"],
        ["Lab"],
        ["Shell", "Jupyter"],
        ["flipside"],
    ]

    /// The only target that may see each module of C.
    static let wrappers = [
        "CPango": "CCairo", "CCairo": "CairoDrawing", "CPNG": "CairoDrawing",
        "CSimulation": "Simulation", "CTerminal": "Shell",
    ]

    /// The targets that are arithmetic alone.
    static let withoutFoundation = ["TokenWeights", "Simulation"]

    /// What comes with Swift or with the system, and may be imported without a declaration.
    static let system = [
        "Dispatch", "FoundationEssentials", "Glibc", "Musl", "Swift", "Synchronization",
    ]

    static func number(of target: String) -> Int? {
        all.firstIndex { $0.contains(target) }
    }

    /// Says why one target may not use another of this package; nil where it may.
    static func objection(to module: String, in target: String) -> String? {
        if let wrapper = wrappers[module] {
            return wrapper == target ? nil : "only \(wrapper) may use \(module), not \(target)"
        }
        guard let layer = number(of: target), let lower = number(of: module) else {
            return "\(module) stands in no layer below \(target)"
        }
        return lower < layer
            ? nil
            : "\(target) is in layer \(layer) and may not use \(module) in layer \(lower)"
    }

    /// Reads the targets of a manifest; finds those without a layer, and dependencies upwards.
    static func breaches(in manifest: Manifest) -> [Breach] {
        manifest.targets.filter { !$0.isTest && wrappers[$0.name] == nil }.flatMap { target in
            let homeless =
                number(of: target.name) == nil ? ["\(target.name) stands in no layer"] : []
            let upward = target.dependencies.compactMap { objection(to: $0, in: target.name) }
            return (homeless + upward).map {
                Breach(file: "Package.swift", line: target.line, what: $0)
            }
        }
    }

    /// Reads the imports of one source file of ours.
    static func breaches(in file: RepositoryFile, manifest: Manifest) -> [Breach] {
        guard file.isSwift, let target = manifest.target(named: file.target) else { return [] }
        let ours = Set(manifest.targets.map(\.name)).union(wrappers.keys).union(all.joined())
        return Import.all(in: file).flatMap { found -> [Breach] in
            var objections: [String] = []
            let module = found.module
            if module == "Foundation" {
                objections.append("import of all of Foundation; the program must start fast")
            } else if module.hasPrefix("Foundation"), withoutFoundation.contains(target.name) {
                objections.append("\(target.name) imports nothing of Foundation")
            } else if ours.contains(module) {
                objections += [objection(to: module, in: target.name)].compactMap(\.self)
                if !target.dependencies.contains(module) {
                    objections.append("Package.swift does not declare that \(target.name) uses it")
                }
            } else if !system.contains(module), !target.products.contains(module) {
                objections.append("Package.swift does not declare that \(target.name) uses it")
            }
            return objections.map {
                Breach(file: file.path, line: found.line, what: "import \(module): \($0)")
            }
        }
    }
}

/// One `import` of a file.
struct Import: Equatable {
    let module: String
    /// Counted from 1.
    let line: Int

    private static let kinds = [
        "struct", "class", "enum", "protocol", "func", "var", "let", "typealias",
    ]
    private static let access = ["public", "package", "internal", "fileprivate", "private"]

    static func all(in file: RepositoryFile) -> [Import] {
        SourceText(file).code.enumerated().flatMap { number, line in
            line.split(separator: ";").compactMap { statement in
                module(in: statement).map { Import(module: $0, line: number + 1) }
            }
        }
    }

    private static func module(in statement: Substring) -> String? {
        var words = statement.split { $0 == " " || $0 == "\t" }.map(String.init)[...]
        while let word = words.first, word.hasPrefix("@") || access.contains(word) {
            words.removeFirst()
        }
        guard words.first == "import" else { return nil }
        words.removeFirst()
        if let word = words.first, kinds.contains(word) { words.removeFirst() }
        return words.first?.split(separator: ".").first.map(String.init)
    }
}
