// SPDX-License-Identifier: GPL-3.0-or-later

/// What the runs of several files are called.
///
/// A file's name says it where it is the only one of that name; else the folder does in which files of one
/// name differ: `runA/metrics.jsonl` and `runB/metrics.jsonl` are the runs runA and runB.
enum RunNames {
    /// Returns a name for each file, no two alike, from its path and its name without folder and ending.
    static func names(of files: [(path: String, name: String)]) -> [String] {
        var names = files.map { isTold($0.name) ? $0.name : "" }
        let places = Dictionary(grouping: files.indices) { names[$0] }
        for (name, places) in places where places.count > 1 || name.isEmpty {
            let told = folders(of: places.map { files[$0].path })
            for (place, folder) in zip(places, told) {
                names[place] = folder.isEmpty ? files[place].name : folder
            }
        }
        let shared = Dictionary(grouping: files.indices) { names[$0] }
        for (name, places) in shared where places.count > 1 {
            for place in places where name != files[place].name && isTold(files[place].name) {
                names[place] = "\(name)/\(files[place].name)"
            }
        }
        return numbered(names)
    }

    /// Returns whether a file's name can be a run's; those of event files are TensorBoard's own.
    private static func isTold(_ name: String) -> Bool { !name.hasPrefix("events.out.tfevents") }

    /// Returns the folder of each path in which they differ: the innermost that is another in each, or
    /// as many of the inner ones as it takes.
    private static func folders(of paths: [String]) -> [String] {
        let folders = paths.map { path in
            Array(path.split(separator: "/").dropLast().filter { $0 != "." }.reversed())
        }
        let deepest = folders.map(\.count).max() ?? 0
        for depth in 0..<max(deepest, 1) {
            let parts = folders.map { depth < $0.count ? String($0[depth]) : "" }
            if Set(parts).count == parts.count { return parts }
        }
        for depth in 1..<max(deepest + 1, 2) {
            let parts = folders.map { $0.prefix(depth).reversed().joined(separator: "/") }
            if Set(parts).count == parts.count { return parts }
        }
        return folders.map { $0.first.map(String.init) ?? "" }
    }

    /// Returns names with a number after each that has been there before.
    private static func numbered(_ names: [String]) -> [String] {
        var counts: [String: Int] = [:]
        return names.map { name in
            counts[name, default: 0] += 1
            let count = counts[name] ?? 1
            return count == 1 ? name : "\(name) (\(count))"
        }
    }
}
