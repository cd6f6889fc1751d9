// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// What is installed, below the prefix.
private let installed = [
    "bin/flipside", "share/bash-completion/completions/flipside",
    "share/fish/vendor_completions.d/flipside.fish", "share/flipside/installed",
    "share/man/man1/flipside.1", "share/zsh/site-functions/_flipside",
]

@Suite("scripts/install")
struct InstallScriptTests {
    private let stage: ScriptStage
    private let script = "a clone/scripts/install"

    init() throws {
        stage = try ScriptStage()
        for file in Repository.files where file.path.hasPrefix("Sources/flipside/Completions/") {
            try stage.write(file.text, to: "a clone/\(file.path)")
        }
        try stage.write(".TH FLIPSIDE 1\n", to: "a clone/docs/flipside.1")
    }

    private let ours = "home/.local"

    @Test("It builds, and installs below ~/.local without being told more")
    func installs() throws {
        let outcome = try stage.run(script)
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(try stage.calls().contains { $0.hasSuffix("--product flipside") })
        #expect(try stage.tree(ours) == installed)
        #expect(try stage.text("\(ours)/bin/flipside").hasSuffix("# stripped\n"))
        for file in installed {
            #expect(outcome.errors.contains(file) != file.hasSuffix("installed"))
        }
        let path = stage.path("home/.local/bin")
        #expect(outcome.errors.contains("  export PATH='\(path)':\"$PATH\"\n"))
        #expect(try stage.run("home/.local/bin/flipside", ["a b"]).output == "<a b>")
    }

    @Test("Twice is as good as once, and a newer program replaces the older")
    func again() throws {
        #expect(try stage.run(script).code == 0)
        let list = try stage.text("\(ours)/share/flipside/installed")
        #expect(try stage.run(script).code == 0)
        #expect(try stage.text("\(ours)/share/flipside/installed") == list)
        try stage.write("newer", to: "a clone/docs/flipside.1")
        #expect(try stage.run(script).code == 0)
        #expect(try stage.tree(ours) == installed)
        #expect(try stage.text("\(ours)/share/man/man1/flipside.1") == "newer")
    }

    @Test(
        "The folder may be anywhere, relative and with signs that a shell minds",
        arguments: [["--prefix", "it's $(a) \"folder\"/"], ["--prefix=it's $(a) \"folder\""]])
    func prefix(arguments: [String]) throws {
        let folder = "home/it's $(a) \"folder\""
        let outcome = try stage.run(script, arguments)
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(try stage.tree(folder) == installed)
        let quoted = stage.path("\(folder)/bin").replacing("'", with: "'\\''")
        #expect(outcome.errors.contains("  export PATH='\(quoted)':\"$PATH\"\n"))
        #expect(try stage.run(script, ["--uninstall"] + arguments).code == 0)
        #expect(try stage.tree(folder).isEmpty)
    }

    @Test("Removing leaves what was there before, folders too, and nothing else")
    func uninstalls() throws {
        try stage.write("theirs", to: "\(ours)/share/man/man1/other.1")
        try stage.write("theirs", to: "\(ours)/bin/other")
        #expect(try stage.run(script).code == 0)
        try stage.write("theirs", to: "\(ours)/share/fish/config.fish")
        let outcome = try stage.run(script, ["--uninstall"])
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(
            try stage.tree(ours) == [
                "bin/other", "share/fish/config.fish", "share/man/man1/other.1",
            ])
        #expect(!stage.exists("\(ours)/share/zsh") && !stage.exists("\(ours)/share/flipside"))
        let second = try stage.run(script, ["--uninstall"])
        #expect(second.code == 0 && second.errors.contains("nothing is installed below"))
    }

    @Test("A file that somebody else put there is neither replaced nor removed")
    func foreign() throws {
        try stage.write("theirs", to: "\(ours)/bin/flipside")
        let refused = try stage.run(script)
        #expect(refused.code == 2 && refused.errors.contains("this script did not put it there"))
        #expect(try stage.calls().isEmpty)
        #expect(try stage.tree(ours) == ["bin/flipside"])
        #expect(try stage.text("\(ours)/bin/flipside") == "theirs")
        try stage.remove("\(ours)/bin/flipside")
        #expect(try stage.run(script).code == 0)
        try stage.write("theirs", to: "\(ours)/bin/flipside")
        let left = try stage.run(script, ["--uninstall"])
        #expect(
            left.code == 1 && left.errors.contains("bin/flipside: it is not what was installed"))
        #expect(try stage.tree(ours) == ["bin/flipside"])
    }

    @Test("A link is not taken for the program, and its target is left alone")
    func link() throws {
        #expect(try stage.run(script).code == 0)
        try stage.rename("\(ours)/bin/flipside", to: "home/elsewhere")
        try stage.link("\(ours)/bin/flipside", to: "home/elsewhere")
        #expect(try stage.run(script).code == 2)
        #expect(try stage.run(script, ["--uninstall"]).code == 1)
        #expect(stage.exists("home/elsewhere") && stage.exists("\(ours)/bin/flipside"))
    }

    @Test("What a list claims that somebody wrote is not removed")
    func forged() throws {
        #expect(try stage.run(script).code == 0)
        try stage.write("theirs", to: "home/precious")
        let list = "\(ours)/share/flipside/installed"
        try stage.write(
            "file 1 1 ../precious\nfolder ..\nfolder ../empty\n" + stage.text(list), to: list)
        #expect(try stage.run(script, ["--uninstall"]).code == 0)
        #expect(stage.exists("home/precious"))
    }

    @Test("Where something fails it says so, leaves no torn file, and goes on the next time")
    func failing() throws {
        stage.settings["STRIP_CODE"] = "1"
        #expect(try stage.run(script).code != 0)
        #expect(try stage.tree(ours) == ["share/flipside/installed"])
        stage.settings["STRIP_CODE"] = nil
        #expect(try stage.run(script).code == 0)
        #expect(try stage.tree(ours) == installed)
        #expect(try stage.run(script, ["--uninstall"]).code == 0)
        #expect(!stage.exists("\(ours)/share"))
    }

    @Test(
        "Wrong use ends with 2 and changes nothing",
        arguments: [["--frob"], ["--prefix"], ["--prefix", ""], ["there"]])
    func usage(arguments: [String]) throws {
        let outcome = try stage.run(script, arguments)
        #expect(outcome.code == 2 && outcome.errors.contains("usage: scripts/install"))
        #expect(try stage.calls().isEmpty && !stage.exists(ours))
    }

    @Test("On the PATH already, it says nothing of it, or who comes first")
    func path() throws {
        let other = try stage.run(script, ["--prefix", stage.path("")])
        #expect(other.code == 0, "\(other.errors)")
        #expect(!other.errors.contains("export PATH") && !other.errors.contains("finds"))
    }

    @Test("For a Tab, scripts/flipside builds nothing")
    func tab() throws {
        let outcome = try stage.run("a clone/scripts/flipside", ["--complete", "--", ""])
        #expect(outcome.code != 0)
        #expect(try stage.calls().isEmpty)
    }
}

extension ScriptStage {
    /// The files below a folder, in order.
    fileprivate func tree(_ folder: String) throws -> [String] {
        let paths = try? FileManager.default.subpathsOfDirectory(atPath: path(folder))
        return (paths ?? []).filter { name in
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(
                atPath: path("\(folder)/\(name)"), isDirectory: &isFolder)
            return !isFolder.boolValue
        }.sorted()
    }

    fileprivate func text(_ file: String) throws -> String {
        try String(contentsOf: URL(filePath: path(file)), encoding: .utf8)
    }
}
