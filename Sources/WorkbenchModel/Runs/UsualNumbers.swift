// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

extension Workbench {
    /// Returns what a setting of worlds or a parameter of methods is where nobody gives another number.
    ///
    /// - Parameters:
    ///   - name: Its ASCII name; of `dapo.eps_low` the last part counts.
    ///   - line: The keys of a line with their values, of which the world, the preset and the size count.
    /// - Returns: What `set` said, else what is usual in the world and of the size; nil for what is
    ///   neither.
    package func usual(_ name: String, in line: [String: String]) -> Double? {
        let name = name.split(separator: ".").last.map(String.init) ?? name
        guard TrainingSettings.description(of: name) != nil else {
            return bench.parameterNumbers[name]
        }
        return bench.common[name] ?? Self.usualSettings(line).value(of: name)
    }

    /// Returns the settings of the world that a line names, the first one of a list of worlds.
    private static func usualSettings(_ line: [String: String]) -> TrainingSettings {
        let first = line.compactMapValues { $0.split(separator: ",").first.map(String.init) }
        var settings =
            first["preset"].flatMap { name in WorldPreset.all.first { $0.name == name }?.settings }
            ?? (first["world"].flatMap(World.named) ?? .bench).defaults
        if let size = NetworkSize.all.firstIndex(where: { $0.name == first["size"] }) {
            try? settings.set("size", to: Double(size))
        }
        return settings
    }
}
