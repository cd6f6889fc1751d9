// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Glibc

/// Returns the files whose names can complete a path, in order; folders end in a slash.
///
/// `typed` is the path as typed so far, an opening quote included; `~/` at its beginning is the home
/// folder, and stays as it is typed.
func fileCandidates(
    _ typed: String, home: String? = environmentVariable("HOME")
) -> [Completions.Candidate] {
    let isQuoted = typed.hasPrefix("\"")
    let path = isQuoted ? typed.dropFirst() : typed[...]
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { String(path[...$0]) } ?? ""
    let beginning = slash.map { path[path.index(after: $0)...] } ?? path
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
    return names.sorted().map { candidate(folder + $0, isQuoted: isQuoted, home: home) }
}

/// Returns a path as it is put into a line, in quotes where it needs them; a folder's stay open.
private func candidate(
    _ path: String, isQuoted: Bool, home: String?
) -> Completions.Candidate {
    var status = stat()
    let isFolder =
        stat(CommandLanguage.path(path, home: home), &status) == 0
        && status.st_mode & S_IFMT == S_IFDIR
    let text = isFolder ? path + "/" : path
    var word = quoted(text)
    if isQuoted && word == text { word = "\"\(text)\"" }
    if isFolder && word != text { word.removeLast() }
    return Completions.Candidate(text: word, summary: "")
}
