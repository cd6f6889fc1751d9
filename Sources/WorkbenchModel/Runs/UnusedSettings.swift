// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
package import Simulation

extension Arguments {
    /// Throws where the line gives a setting that none of some worlds uses, for a reader of the line would
    /// take it for what was trained; what `set` says is for all worlds, and may mean nothing in one.
    ///
    /// - Parameter worlds: Where the line trains: one world, or those of a sweep.
    /// - Throws: ``CommandError`` that names the settings, and the worlds that use them.
    package func refuseUnused(in worlds: [World]) throws(CommandError) {
        let unused = given.filter { argument in
            TrainingSettings.description(of: argument.name) != nil
                && !worlds.contains { $0.hasWords(for: argument.name) }
        }
        guard let first = unused.first else { return }
        let names = unused.map(\.name)
        throw CommandError(
            .failed,
            "\(listed(names.map { "\($0)=" }, "and")) \(names.count == 1 ? "changes" : "change") "
                + "nothing in \(World.phrase(worlds))",
            span: first.keySpan, hint: advice(names, worlds))
    }

    /// Returns what to type instead of settings that worlds do not use.
    private func advice(_ names: [String], _ worlds: [World]) -> String {
        let leave = "leave \(names.count == 1 ? "it" : "them") out"
        if names == ["inner"] {
            return leave + ": updates a rollout are epochs= times minibatches="
        }
        if worlds.map(\.name) == [World.bench.name],
            Set(names).isSubset(of: ["epochs", "minibatches"])
        {
            return leave + ": updates a rollout are inner="
        }
        let others = World.all.filter { world in names.allSatisfy(world.usedSettings.contains) }
        guard !has(TrainingKeys.preset), !others.isEmpty else { return leave }
        return "\(leave), or take world=\(listed(others.map(\.name), "or"))"
    }
}

extension World {
    /// Whether a setting decides something here, or has one value alone, of which training itself says
    /// why: a table is no transformer, and a transformer has no exact expectation.
    fileprivate func hasWords(for setting: String) -> Bool {
        usedSettings.contains(setting) || setting == "policy"
            || task != nil && ["exact", "optimizer"].contains(setting)
    }

    /// Returns worlds in words: `world graph`, `worlds graph and steps`.
    fileprivate static func phrase(_ worlds: [World]) -> String {
        let names = worlds.map(\.name)
        return names.count == 1 ? "world \(names[0])" : "worlds \(listed(names, "and"))"
    }
}
