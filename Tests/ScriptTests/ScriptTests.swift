// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

private let build =
    "swift build --package-path CLONE --scratch-path CLONE/.build-release --configuration release "
    + "--static-swift-stdlib --pkg-config-path CLONE/Sources/CPango/unlinked --product flipside"
private let update = "apt-get -q -o DPkg::Lock::Timeout=120 update"
private let install =
    "apt-get -q -o DPkg::Lock::Timeout=120 install -y --no-install-recommends "

@Suite("scripts/flipside, installing")
struct InstallTests {
    @Test("With everything there, it installs nothing, builds, and hands its arguments over")
    func nothingMissing() throws {
        let stage = try ScriptStage()
        let outcome = try stage.run("a clone/scripts/flipside", ["-c", "a b", "", "*"])
        #expect(outcome.code == 0)
        #expect(outcome.output == "<-c><a b><><*>")
        #expect(try stage.calls() == [build])
    }

    @Test("What is piped into it is for the program, whatever runs before")
    func input() throws {
        let stage = try ScriptStage(missing: ["libpng-dev"])
        #expect(try stage.run(input: "weights\n").output == "<>weights\n")
    }

    @Test("Root installs what is missing, and nothing else, without sudo")
    func root() throws {
        let stage = try ScriptStage(missing: ["libpng-dev", "fonts-dejavu-extra"])
        let outcome = try stage.run()
        #expect(outcome.code == 0)
        #expect(outcome.output == "<>")
        #expect(
            outcome.errors.contains("installing what is missing: libpng-dev fonts-dejavu-extra"))
        #expect(
            try stage.calls() == [update, install + "libpng-dev fonts-dejavu-extra", build])
    }

    @Test("Tools and the C++ library are installed too where they are missing")
    func tools() throws {
        let stage = try ScriptStage(missing: ["libstdc++-12-dev"], without: ["git", "pkg-config"])
        let outcome = try stage.run()
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(outcome.errors.contains("installing what is missing: g++ git pkg-config"))
        #expect(try stage.calls() == [update, install + "g++ git pkg-config", build])
    }

    @Test("Lists that cannot be brought up to date are no reason to stop")
    func oldLists() throws {
        let stage = try ScriptStage(missing: ["libpng-dev"])
        stage.settings["UPDATE_CODE"] = "100"
        #expect(try stage.run().code == 0)
        #expect(try stage.calls() == [update, install + "libpng-dev", build])
    }

    @Test("What apt-get cannot install ends with code 2 and the command to run")
    func failure() throws {
        let stage = try ScriptStage(missing: ["libpng-dev"])
        stage.settings["INSTALL_CODE"] = "100"
        let outcome = try stage.run()
        #expect(outcome.code == 2)
        #expect(outcome.output.isEmpty)
        #expect(
            outcome.errors.hasSuffix(
                "  apt-get update && apt-get install -y --no-install-recommends libpng-dev\n"))
        #expect(try !stage.calls().contains(build))
    }

    @Test("Others install through sudo, without a question that nobody can answer")
    func sudo() throws {
        let stage = try ScriptStage(missing: ["libpng-dev"])
        stage.settings["USER_ID"] = "1000"
        #expect(try stage.run().code == 0)
        let calls = try stage.calls()
        #expect(calls.contains("sudo -n DEBIAN_FRONTEND=noninteractive \(update)"))
        #expect(calls.contains("sudo -n DEBIAN_FRONTEND=noninteractive \(install)libpng-dev"))
        #expect(calls.last == build)
    }

    @Test("A sudo that lets apt-get through but no variables will do")
    func strictSudo() throws {
        let stage = try ScriptStage(missing: ["libpng-dev"])
        stage.settings["USER_ID"] = "1000"
        stage.settings["SUDO_SETS_NOTHING"] = "yes"
        #expect(try stage.run().code == 0)
        #expect(try stage.calls().contains("sudo -n \(install)libpng-dev"))
    }

    @Test(
        "Where sudo is absent or refuses, it stops with the command to run",
        arguments: [["sudo"], []] as [Set<String>])
    func refused(absent: Set<String>) throws {
        let stage = try ScriptStage(missing: ["libpng-dev"], without: absent)
        stage.settings["USER_ID"] = "1000"
        stage.settings["SUDO_CODE"] = "1"
        let outcome = try stage.run()
        #expect(outcome.code == 2)
        #expect(outcome.output.isEmpty)
        let sudo = absent.isEmpty ? "sudo " : ""
        let command = "\(sudo)apt-get install -y --no-install-recommends libpng-dev\n"
        #expect(outcome.errors.hasSuffix("  \(sudo)apt-get update && \(command)"))
        #expect(try stage.calls().allSatisfy { $0.hasPrefix("sudo -n") })
    }

    @Test("Elsewhere than on Debian it says what is needed, and builds")
    func elsewhere() throws {
        let stage = try ScriptStage(without: ["apt-get", "dpkg-query"])
        let outcome = try stage.run()
        #expect(outcome.code == 0)
        #expect(outcome.errors.contains("development files of Cairo, Pango, libpng"))
        #expect(try stage.calls() == [build])
    }
}

@Suite("scripts/flipside, finding Swift")
struct SwiftTests {
    @Test("Without Swift it says where to get it, and installs nothing")
    func absent() throws {
        let stage = try ScriptStage(missing: ["libpng-dev"], without: ["swift"])
        let outcome = try stage.run()
        #expect(outcome.code == 2)
        #expect(outcome.errors.contains("https://www.swift.org/install"))
        #expect(try stage.calls().isEmpty)
    }

    @Test("Swift is found where its installer puts it")
    func swiftly() throws {
        let stage = try ScriptStage()
        let link = "home/.local/share/swiftly/bin/swift"
        try stage.write("", to: link)
        try stage.remove(link)
        try stage.link(link, to: "bin/the swift")
        try stage.rename("bin/swift", to: "bin/the swift")
        #expect(try stage.run().code == 0)
        #expect(try stage.calls() == [build])
    }

    @Test("Swift 6.2 is new enough", arguments: ["6.2", "6.2-dev", "6.2.4", "6.10", "7.0", "7"])
    func recent(version: String) throws {
        let stage = try ScriptStage()
        stage.settings["SWIFT_VERSION"] = version
        #expect(try stage.run().code == 0)
    }

    @Test("An older Swift is not", arguments: ["6.1.9", "6.0", "6", "5.10.1"])
    func old(version: String) throws {
        let stage = try ScriptStage(missing: ["libpng-dev"])
        stage.settings["SWIFT_VERSION"] = version
        let outcome = try stage.run()
        #expect(outcome.code == 2)
        #expect(outcome.errors.contains("Swift 6.2 or later is needed"))
        #expect(outcome.errors.contains("https://www.swift.org/install"))
        #expect(try stage.calls().isEmpty)
    }

    @Test("Another program called swift is not mistaken for it")
    func otherSwift() throws {
        let stage = try ScriptStage()
        try stage.write(
            "#!/bin/sh\necho python-swiftclient 4.1.0\n", to: "bin/swift", executable: true)
        let outcome = try stage.run()
        #expect(outcome.code == 2)
        #expect(outcome.errors.contains("python-swiftclient 4.1.0"))
    }

    @Test("A Swift that lacks libraries gets them")
    func libraries() throws {
        let stage = try ScriptStage()
        stage.settings["SWIFT_NEEDS"] = "libncurses"
        #expect(try stage.run().code == 0)
        #expect(
            try stage.calls() == [
                update,
                install + "libcurl4-openssl-dev libncurses-dev libsqlite3-dev libxml2-dev", build,
            ])
    }
}

@Suite("scripts/flipside, building")
struct BuildTests {
    @Test("A second start starts no Swift")
    func second() throws {
        let stage = try ScriptStage()
        _ = try stage.run()
        _ = try stage.calls()
        stage.settings["SWIFT_VERSION"] = "1.0"
        let outcome = try stage.run()
        #expect(outcome.output == "<>")
        #expect(outcome.errors.isEmpty)
        #expect(try stage.calls().isEmpty)
    }

    @Test(
        "A changed, an added and a removed file of the sources make it build again",
        arguments: [
            "a clone/Sources/A/A.swift", "a clone/Sources/A/B.swift", "a clone/Package.swift",
        ])
    func changed(path: String) throws {
        let stage = try ScriptStage()
        _ = try stage.run()
        try stage.write("// changed", to: path)
        _ = try stage.calls()
        #expect(try stage.run().code == 0)
        #expect(try stage.calls() == [build])
        try stage.remove("a clone/Sources/A/A.swift")
        #expect(try stage.run().code == 0)
        #expect(try stage.calls() == [build])
        #expect(try stage.run().code == 0)
        #expect(try stage.calls().isEmpty)
    }

    @Test("A file with an old date that is put in place makes it build again")
    func oldDate() throws {
        let stage = try ScriptStage()
        _ = try stage.run()
        _ = try stage.calls()
        try stage.write("// changed", to: "a clone/Sources/A/A.swift")
        try stage.setDate(of: "a clone/Sources/A/A.swift", to: Date(timeIntervalSince1970: 0))
        #expect(try stage.run().code == 0)
        #expect(try stage.calls() == [build])
    }

    @Test("A program that an interrupted build left is not trusted")
    func interrupted() throws {
        let stage = try ScriptStage()
        try stage.write(
            "#!/bin/sh\necho half", to: "a clone/.build-release/release/flipside",
            executable: true)
        #expect(try stage.run().output == "<>")
        #expect(try stage.calls() == [build])
    }

    @Test("A folder in which building fails is removed, and built afresh")
    func torn() throws {
        let stage = try ScriptStage()
        try stage.write("", to: "a clone/.build-release/torn")
        let outcome = try stage.run()
        #expect(outcome.output == "<>")
        #expect(outcome.errors.contains("building afresh"))
        #expect(try stage.calls() == [build, build])
        #expect(!stage.exists("a clone/.build-release/torn"))
    }

    @Test("A build that fails runs nothing, and is tried again at the next start")
    func failing() throws {
        let stage = try ScriptStage()
        stage.settings["BUILD_CODE"] = "1"
        let outcome = try stage.run()
        #expect(outcome.code == 1)
        #expect(outcome.output.isEmpty)
        #expect(try stage.calls() == [build])
        stage.settings["BUILD_CODE"] = nil
        #expect(try stage.run().output == "<>")
    }

    @Test("A build that fails does not bring an older program back")
    func failingLater() throws {
        let stage = try ScriptStage()
        _ = try stage.run()
        try stage.write("// broken", to: "a clone/Sources/A/A.swift")
        stage.settings["BUILD_CODE"] = "1"
        #expect(try stage.run().code == 1)
        #expect(try stage.run().code == 1)
    }

    @Test("Two starts at once build once")
    func atOnce() throws {
        let stage = try ScriptStage()
        stage.settings["BUILD_SECONDS"] = "0.3"
        let both = try [
            stage.start(), stage.start(),
        ]
        for start in both { #expect(try start.outcome().output == "<>") }
        #expect(try stage.calls() == [build])
    }

    @Test("It is found through links, also relative ones, and from other folders")
    func links() throws {
        let stage = try ScriptStage()
        try stage.link("home/one", to: "a clone/scripts/flipside")
        try stage.link("home/two", to: "home/one")
        #expect(try stage.run("home/two", ["a"]).output == "<a>")
        #expect(try stage.calls() == [build])
    }
}

@Suite("scripts/test")
struct TestScriptTests {
    @Test("It installs, runs the tests, and passes arguments and code on", arguments: [0, 1])
    func passes(code: Int32) throws {
        let stage = try ScriptStage(missing: ["libpng-dev"])
        stage.settings["TEST_CODE"] = String(code)
        #expect(try stage.run("a clone/scripts/test", ["--filter", "a b"]).code == code)
        #expect(
            try stage.calls() == [
                update, install + "libpng-dev", "swift test --package-path CLONE --filter a b",
            ])
    }

    @Test("Shells in which completion is tried are installed too; without them it goes on")
    func shells() throws {
        let test = "swift test --package-path CLONE --filter A"
        let stage = try ScriptStage(without: ["zsh", "fish"])
        #expect(try stage.run("a clone/scripts/test", ["--filter", "A"]).code == 0)
        #expect(try stage.calls() == [install + "zsh fish", test])
        let other = try ScriptStage(without: ["zsh"])
        other.settings["USER_ID"] = "1000"
        let outcome = try other.run("a clone/scripts/test", ["--filter", "A"])
        #expect(outcome.code == 0 && outcome.errors.contains("going on without zsh"))
        #expect(try other.calls() == [test])
        other.settings = other.settings.merging(["USER_ID": "0", "INSTALL_CODE": "100"]) { $1 }
        #expect(try other.run("a clone/scripts/test", ["--filter", "A"]).code == 0)
        #expect(try other.calls().last == test)
    }

    @Test("What an interrupted run left is looked at, and removed where it does not build")
    func mends() throws {
        let stage = try ScriptStage()
        try stage.write("", to: "a clone/.build.unfinished")
        try stage.write("", to: "a clone/.build/torn")
        #expect(try stage.run("a clone/scripts/test").code == 0)
        #expect(!stage.exists("a clone/.build/torn"))
        let build = "swift build --build-tests --package-path CLONE"
        let calls = try stage.calls()
        #expect(calls.prefix(2) == [build, build])
        #expect(try stage.run("a clone/scripts/test").code == 0)
        let later = try stage.calls()
        #expect(later.filter { $0 == build } == [build])
    }

    @Test("Without arguments it runs the notebooks before the tests, whose summary comes last")
    func notebooks() throws {
        let stage = try ScriptStage()
        let outcome = try stage.run("a clone/scripts/test")
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(outcome.output == "talk of the notebooks\nsummary of the tests\n")
        let again = [
            "swift build --build-tests --package-path CLONE",
            "swift build --package-path CLONE --product flipside",
            "python CLONE/notebooks/run.py",
            "python -W ignore -m unittest discover -s CLONE/python/tests",
            "swift test --package-path CLONE",
        ]
        let environment = [
            "python3 -m venv CLONE/.venv-notebooks",
            "python -m pip install --quiet --disable-pip-version-check "
                + "--requirement CLONE/notebooks/requirements.txt",
        ]
        // The last two run side by side.
        #expect(try stage.calls().sorted() == (environment + again).sorted())
        #expect(try stage.run("a clone/scripts/test").code == 0)
        #expect(try stage.calls().sorted() == again.sorted())
    }

    @Test("Notebooks that fail do not keep the tests from running, and are a failure")
    func failingNotebooks() throws {
        let stage = try ScriptStage()
        stage.settings["NOTEBOOKS_CODE"] = "1"
        let outcome = try stage.run("a clone/scripts/test")
        #expect(outcome.code == 1)
        #expect(outcome.output.hasSuffix("summary of the tests\n"))
        #expect(outcome.errors.hasSuffix("see above. scripts/notebooks runs them alone.\n"))
    }

    @Test("An environment that could not be made whole is made afresh, as is one that is too old")
    func brokenEnvironment() throws {
        let stage = try ScriptStage()
        stage.settings["PIP_CODE"] = "1"
        #expect(try stage.run("a clone/scripts/notebooks").code == 1)
        stage.settings["PIP_CODE"] = nil
        _ = try stage.calls()
        let make = "python3 -m venv CLONE/.venv-notebooks"
        #expect(try stage.run("a clone/scripts/notebooks").code == 0)
        #expect(try stage.calls().contains(make))
        #expect(try stage.run("a clone/scripts/notebooks", ["1"]).code == 0)
        #expect(try !stage.calls().contains(make))
        try stage.write("another", to: "a clone/notebooks/requirements.txt")
        #expect(try stage.run("a clone/scripts/notebooks").code == 0)
        #expect(try stage.calls().contains(make))
        #expect(try stage.run("a clone/scripts/notebooks", ["--html", "pages"]).code == 0)
        let calls = try stage.calls()
        #expect(calls.contains { $0.hasSuffix("CLONE/notebooks/requirements-html.txt") })
    }
}

@Suite("The scripts")
struct ScriptFormTests {
    private let scripts = Repository.files.filter {
        $0.isScript && !$0.path.hasSuffix(".txt") && !$0.path.hasSuffix(".py")
    }

    @Test("Every script is sound to a shell, and may be started by its name")
    func sound() throws {
        #expect(scripts.count >= 5)
        for script in scripts {
            let process = Process()
            process.executableURL = URL(filePath: "/bin/sh")
            let url = Repository.root.appending(path: script.path)
            process.arguments = ["-n", url.path]
            try process.run()
            process.waitUntilExit()
            #expect(process.terminationStatus == 0, "\(script.path) is not sound")
            let isLibrary = script.path.hasSuffix(".sh")
            #expect(
                FileManager.default.isExecutableFile(atPath: url.path) != isLibrary,
                "\(script.path) has the wrong mode")
        }
    }
}
