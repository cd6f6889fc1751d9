// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Glibc

extension Completions {
    /// Returns the files whose names can complete a path, where files may stand there.
    func files(_ typed: String) -> [Candidate] {
        guard offersFiles else { return [] }
        return fileCandidates(typed).filter { file in
            let name = (file.text.hasSuffix("\"") ? String(file.text.dropLast()) : file.text)
                .lowercased()
            let isFolder = name.hasSuffix("/")
            return isFolder || endings.isEmpty || endings.contains(where: name.hasSuffix)
        }
    }
}

/// Returns the files whose names can complete a path, in order; folders end in a slash.
///
/// `typed` is the path as typed so far, an opening quote included; `~/` at its beginning is the home
/// folder, and stays as it is typed.
func fileCandidates(
    _ typed: String, home: String? = environmentVariable("HOME")
) -> [Completions.Candidate] {
    let isQuoted = typed.hasPrefix("\"")
    return filePaths(isQuoted ? String(typed.dropFirst()) : typed, home: home)
        .map { candidate($0, isQuoted: isQuoted) }
}

/// Returns the paths of the files whose names can complete a path, in order; folders end in a slash.
func filePaths(
    _ typed: String, home: String? = environmentVariable("HOME")
) -> [String] {
    let slash = typed.lastIndex(of: "/")
    let folder = slash.map { String(typed[...$0]) } ?? ""
    let beginning = slash.map { typed[typed.index(after: $0)...] } ?? typed[...]
    guard let stream = opendir(folder.isEmpty ? "." : CommandLanguage.path(folder, home: home))
    else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream), names.count < 1000 {
        let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
            tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(validatingCString: $0) }
        }
        guard let name, name.hasPrefix(beginning), name != ".", name != ".." else { continue }
        if name.hasPrefix(".") && beginning.isEmpty { continue }
        names.append(name)
    }
    return names.sorted().map { name in
        var status = stat()
        let isFolder =
            stat(CommandLanguage.path(folder + name, home: home), &status) == 0
            && status.st_mode & S_IFMT == S_IFDIR
        return folder + name + (isFolder ? "/" : "")
    }
}

/// Returns a path as it is put into a line, in quotes where it needs them; a folder's stay open.
private func candidate(_ path: String, isQuoted: Bool) -> Completions.Candidate {
    var word = quoted(path)
    if isQuoted && word == path { word = "\"\(path)\"" }
    if path.hasSuffix("/") && word != path { word.removeLast() }
    return Completions.Candidate(text: word, summary: "")
}
