// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// Which target stands in which layer, read off the table of `docs/design.md`.
struct Layers {
    private(set) var numbers: [String: Int] = [:]

    /// For each target, what its row mentions beside it, such as modules of C.
    private(set) var mentions: [String: [String]] = [:]

    init(document: String) {
        let names = { (cell: Substring) in cell.matches(of: /`(\w+)`/).map { String($0.1) } }
        for row in document.matches(of: /\| (\d+) \| (.*) \| (.*) \|/) {
            for target in names(row.2) {
                numbers[target] = Int(row.1)
                mentions[target] = names(row.3)
            }
        }
    }
}

extension String {
    /// Whether this names a module of C: `CPNG` does, `CommandLanguage` does not.
    var isModuleOfC: Bool { hasPrefix("C") && dropFirst().first?.isUppercase == true }
}

/// Returns the manifest's targets, each with the targets and products it depends on.
func dependencies() throws -> [String: [String]] {
    // A folder of its own: the usual one is locked by the build whose tests these are.
    let manifest = try Repository.run(
        """
        root=$PWD && . scripts/common.sh && find_swift && TMPDIR=$(mktemp -d) && export TMPDIR \
            && "$swift" package --scratch-path "$TMPDIR" dump-package && rm -r "$TMPDIR"
        """)
    let package = try JSONSerialization.jsonObject(with: Data(manifest.utf8)) as? [String: Any]
    let targets = try #require(package?["targets"] as? [[String: Any]])
    return try Dictionary(
        targets.map { target in
            let entries = try #require(target["dependencies"] as? [[String: [Any]]])
            let names = entries.flatMap(\.values).compactMap { $0.first as? String }
            return (try #require(target["name"] as? String), names)
        }
    ) { $1 }
}
