// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Results

/// Finds the files of a folder and of the folders in it that are wanted, each once.
struct FolderWalk {
    /// How deep folders stand in each other that are looked into.
    static let mostDepth = 16

    private let wanted: WantedFiles
    private let most: Int
    /// Folders that were looked into, and those above the first: a link may lead back to one.
    private var visited: Set<PathKind.Identity> = []

    /// The files, in no order.
    private(set) var files: [String] = []

    /// The first names of what stands there besides, and of what is left alone: pipes, devices, sockets
    /// and folders that cannot be read.
    private(set) var others = FewNames()
    private(set) var leftAlone = FewNames()

    init(wanted: WantedFiles, most: Int) {
        (self.wanted, self.most) = (wanted, most)
    }

    /// Looks into a folder and those in it.
    mutating func walk(_ folder: String, _ entries: inout FolderEntries) throws(CommandError) {
        var (above, below) = (folder, PathKind(folder)?.identity)
        for _ in 0..<Self.mostDepth {
            above += "/.."
            // Above the root there is the root.
            guard let identity = PathKind(above)?.identity, identity != below else { break }
            visited.insert(identity)
            below = identity
        }
        try walk(folder, &entries, depth: 0)
    }

    private mutating func walk(
        _ folder: String, _ entries: inout FolderEntries, depth: Int
    ) throws(CommandError) {
        guard let identity = PathKind(folder)?.identity, visited.insert(identity).inserted else {
            return
        }
        let prefix = folder.hasSuffix("/") ? folder : folder + "/"
        var folders: [String] = []
        let reason = try entries.each(in: prefix) { (name) throws(CommandError) in
            switch PathKind(prefix + name)?.kind {
            case .folder: folders.append(name)
            case .file where wanted.contains(prefix + name): files.append(prefix + name)
            case .file: others.add(name)
            case .pipe, .device, .socket: leftAlone.add(prefix + name)
            case nil: break
            }
            guard files.count + folders.count <= most else { throw tooMany(prefix) }
        }
        if reason != 0 {
            guard depth > 0 else { throw InputFile.failure("read", folder, reason, nil) }
            leftAlone.add(prefix)
        }
        for name in folders {
            if depth == 0 { others.add(name + "/") }
            guard depth < Self.mostDepth else { leftAlone.add(prefix + name); continue }
            try walk(prefix + name, &entries, depth: depth + 1)
        }
    }

    private func tooMany(_ folder: String) -> CommandError {
        CommandError(
            .file, "\(shownText(folder)) holds more than \(most) files or folders",
            hint: "name some of them by a pattern, as in 'step_1*/*.jsonl'")
    }
}

/// Names of which the first few are kept, and all counted.
struct FewNames {
    private static let most = 6

    private var names: [String] = []
    private(set) var count = 0

    /// Counts one more.
    mutating func add(_ name: String) {
        count += 1
        if names.count < Self.most { names.append(name) }
    }

    /// The names as they may be shown.
    var text: String {
        let shown = names.sorted(by: isNaturallyBefore).map(shownText).joined(separator: ", ")
        return shown + (count > names.count ? " and \(count - names.count) more" : "")
    }
}
