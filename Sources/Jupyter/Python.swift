// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
import TextFiles

/// A Python that runs the kernel.
struct Python: Equatable {
    /// Its absolute path.
    let path: String

    /// Finds a Python and asks it whether it has what the kernel needs.
    ///
    /// - Parameters:
    ///   - asked: The path or the name that somebody gave; nil for the one of the virtual environment
    ///     that is active, else `python3`.
    ///   - variable: Returns the value of an environment variable, or nil.
    /// - Throws: Where there is none, or it has no ipykernel; the remedy installs it.
    init(_ asked: String?, variable: (String) -> String?) throws(JupyterError) {
        let environment = variable("VIRTUAL_ENV").map { "\($0)/bin/python" }
        let name = asked ?? environment ?? "python3"
        let answer = Self.output(of: [name, "-c", "import sys; print(sys.executable)"])
        guard let path = answer, path.hasPrefix("/") else {
            throw JupyterError(
                "\(name) is no Python that starts",
                remedy: "give one: flipside jupyter install --python /usr/bin/python3")
        }
        guard Self.output(of: [path, "-c", "import ipykernel"]) != nil else {
            throw JupyterError(
                "\(path) has no ipykernel, which the kernel needs",
                remedy: "\(path) -m pip install ipykernel, or give another Python with --python")
        }
        self.path = path
    }

    /// Returns the first line that a program prints, or nil where it does not end well.
    static func output(of words: [String]) -> String? {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        ends.forEach { posix_spawn_file_actions_addclose(&actions, $0) }
        let arguments = words.map { strdup($0) }
        defer { arguments.forEach { free($0) } }
        var child: pid_t = 0
        let failure = posix_spawnp(&child, words[0], &actions, nil, arguments + [nil], environ)
        close(ends[1])
        defer { close(ends[0]) }
        guard failure == 0 else { return nil }
        let printed = (try? OpenFile(descriptor: ends[0]).bytes(most: .max)) ?? []
        var status: Int32 = 0
        while waitpid(child, &status, 0) == -1 && errno == EINTR {}
        guard status == 0 else { return nil }
        return String(decoding: printed.prefix { $0 != 0x0A }, as: UTF8.self)
    }
}
