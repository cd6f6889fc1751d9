// SPDX-License-Identifier: GPL-3.0-or-later

/// Which colour, dash and marker each method of a figure has.
///
/// A method looks the same in every figure, whatever stands beside it, so that figures of one paper
/// agree. The eight that papers show most have a colour of their own; the others share these with
/// other dashes and markers. What is no method, such as a typed rule or a run, has a style by its
/// name; where a figure has its colour already, the nearest one that is free.
package enum MethodStyles {
    /// The methods by their colour; in each row the first has its plain style, and each one after it
    /// the next dash and marker.
    private static let rows = [
        ["grpo", "gmpo", "tis-pg", "real", "kl-cov"],
        ["aspo", "clip-cov", "topr", "topr-token"],
        ["cispo", "aspo-nocap", "gppo", "gspo-token", "maspo", "ipo", "psr"],
        ["nois", "aspo-nomask", "ce-gppo", "up-grpo", "luspo", "kimi", "w-reinforce"],
        ["ppo", "reinforce", "aspo-code", "dppo-tv", "delta-clip", "fipo"],
        ["gspo", "cispo-verl", "posnois", "dppo-kl", "two-sided", "nsr", "bapo"],
        ["dapo", "nois-nomask", "cispo-mask", "dcpo", "vespo", "reinforce-is", "dro"],
        ["sapo", "is-noclip", "dgpo", "prime-rl", "r2vpo", "posmean", "m2po"],
    ]

    /// The numbers of styles by the names of methods.
    private static let known = Dictionary(
        uniqueKeysWithValues: rows.enumerated().flatMap { color, names in
            names.enumerated().map { ($1, color + rows.count * $0) }
        })

    /// The numbers of styles of corrections, which have panels of their own.
    private static let knownCorrections = Dictionary(
        uniqueKeysWithValues: [
            "tis", "icepop", "rho-mask", "k3-mask", "seq-tis", "seq-icepop", "geo-tis", "geo-mask",
            "geo-rs", "opsm",
        ].enumerated().map { ($1, $0) })

    /// How many dashes there are, and so styles of one colour.
    private static let rounds = 8

    /// The styles of what is told apart by the sign of its advantage, and of a third kind beside
    /// these; no method has them.
    package static let (good, bad, third) = (number(4, 7), number(3, 7), number(2, 7))

    /// Returns the number of a style by its colour and how many have the colour before it.
    private static func number(_ color: Int, _ round: Int) -> Int { color + rows.count * round }

    /// Returns one style a name, all different; those of methods are always the same.
    ///
    /// - Parameter names: What people type for methods and rules, in any order.
    /// - Returns: The numbers of styles, in the order of the names.
    package static func styles(of names: [String]) -> [Int] {
        styles(of: names, fixed: names.map { known[$0] })
    }

    /// Returns one style a correction, all different; those of published ones are always the same.
    package static func styles(ofCorrections names: [String]) -> [Int] {
        styles(of: names, fixed: names.map { knownCorrections[$0] })
    }

    /// Returns one style a run, all different: a run that is named after a method, such as
    /// `grpo-seed1`, has the method's, and a second run of that method the same colour.
    ///
    /// - Parameter names: The names of runs, in any order.
    /// - Returns: The numbers of styles, in the order of the names.
    package static func styles(ofRuns names: [String]) -> [Int] {
        styles(of: names, fixed: names.map { method(ofRun: $0).flatMap { known[$0] } })
    }

    /// Returns the method that a run is named after, or nil where it is none.
    ///
    /// The longest name counts that is a part of the run's between signs that are no letters.
    package static func method(ofRun name: String) -> String? {
        let plain = name.lowercased()
        if known[plain] != nil { return plain }
        let words = plain.map { $0.isLetter || $0.isNumber ? $0 : "-" }
        let text = "-\(String(words))-"
        return known.keys.filter { !words.isEmpty && $0 != "real" && text.contains("-\($0)-") }
            .max { ($0.count, $1) < ($1.count, $0) }
    }

    /// Returns styles for names, some of which have one that is always theirs.
    private static func styles(of names: [String], fixed: [Int?]) -> [Int] {
        var found = [Int?](repeating: nil, count: names.count)
        var taken: Set<Int> = []
        for (index, style) in fixed.enumerated() {
            guard let style else { continue }
            // The same method again has its colour and another dash.
            let free = (0..<rounds).reversed().map { number(style % rows.count, $0) }
            found[index] = ([style] + free).first { !taken.contains($0) }
            if let style = found[index] { taken.insert(style) }
        }
        // In the order of their names, so that no place in a list decides.
        for index in names.indices.sorted(by: { names[$0] < names[$1] }) where found[index] == nil {
            let style = free(names[index], taken)
            found[index] = style
            taken.insert(style)
        }
        return found.map { $0 ?? 0 }
    }

    /// Returns the style of a name that is no method's: of the colour that the name chooses, or the
    /// next one that a figure does not have; where it has all, the next dash.
    private static func free(_ name: String, _ taken: Set<Int>) -> Int {
        let first = Int(digest(name) % UInt32(rows.count))
        let colors = rows.indices.map { (first + $0) % rows.count }
        let used = Set(taken.map { $0 % rows.count })
        let wishes = (colors.filter { !used.contains($0) } + colors).map { number($0, rounds - 1) }
        let others = (0..<rounds).reversed().flatMap { round in colors.map { number($0, round) } }
        return (wishes + others).first { !taken.contains($0) }
            ?? (taken.max() ?? 0) + 1
    }

    /// Returns a number that is the same for a name everywhere (FNV-1a).
    private static func digest(_ name: String) -> UInt32 {
        name.utf8.reduce(2_166_136_261) { ($0 ^ UInt32($1)) &* 16_777_619 }
    }
}
