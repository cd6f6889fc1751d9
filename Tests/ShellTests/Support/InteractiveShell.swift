// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// A shell on a pseudo-terminal that completes the words of `flipside` by the program's own script.
struct InteractiveShell: Sendable, CustomTestStringConvertible {
    /// The name, as `--generate-completion-script` takes it.
    let name: String

    /// Where the shell reads commands when it starts, below the home folder.
    private let start: (file: String, text: String)

    /// How it is started, after its path.
    private let options: [String]

    var testDescription: String { name }

    static let bash = InteractiveShell(
        name: "bash", start: ("start", "PS1='ready> '; cd; . ~/functions/flipside.bash\n"),
        options: ["--noprofile", "--rcfile", "start", "-i"])

    static let zsh = InteractiveShell(
        name: "zsh",
        start: (
            ".zshrc",
            """
            PS1='ready> '; cd; fpath=(~/functions $fpath)
            autoload -Uz compinit; compinit -D -u

            """
        ),
        options: ["-d", "-i"])

    static let fish = InteractiveShell(
        name: "fish",
        start: (
            "start",
            """
            function fish_prompt; echo 'ready> '; end
            set -g fish_autosuggestion_enabled 0
            cd; source ~/functions/flipside.fish

            """
        ),
        options: ["--no-config", "--interactive", "--init-command", "source ~/start"])

    /// The shell's path; nil where it is not installed.
    private var path: String? {
        ["/usr/bin/", "/bin/", "/usr/local/bin/"].map { $0 + name }
            .first(where: FileManager.default.isExecutableFile)
    }

    /// Whether the shell is installed.
    var isInstalled: Bool { path != nil }

    /// What a skipped test says.
    var absence: Comment { "\(name) is not installed; apt-get install \(name) lets this test run" }

    /// Starts the shell in a home folder, and waits for its prompt.
    func open(home: TemporaryFolder) throws -> Terminal {
        let functions = "\(home.path)/functions"
        try FileManager.default.createDirectory(
            atPath: functions, withIntermediateDirectories: true)
        let script = try batch(["--generate-completion-script", name], home: home)
        #expect(script.code == 0)
        let file = name == "zsh" ? "_flipside" : "flipside.\(name)"
        _ = try home.file("functions/\(file)", script.output)
        _ = try home.file(start.file, start.text)
        let words = options.map { $0 == start.file ? "\(home.path)/\($0)" : $0 }
        let terminal = try Terminal(
            [path ?? name] + words, home: home, columns: 120,
            variables: [
                "PATH": "\(URL(filePath: program).deletingLastPathComponent().path):/usr/bin:/bin",
                "ZDOTDIR": home.path, "XDG_CONFIG_HOME": "\(home.path)/config",
                "XDG_DATA_HOME": "\(home.path)/data",
            ])
        try terminal.wait(for: "the prompt of \(name)") { $0.cursorLine.hasPrefix("ready>") }
        return terminal
    }

    /// Types after `flipside` and waits for what becomes of the line.
    func type(_ keys: String, becomes line: String, home: TemporaryFolder) throws {
        let terminal = try open(home: home)
        terminal.type("flipside \(keys)")
        try terminal.wait(for: "\(line) in \(name)") {
            $0.cursorLine == "ready> flipside \(line)"
        }
    }
}
