// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// A copy of the scripts in a folder of its own, with stand-ins for everything they start that is
/// slow, needs root, or changes the machine.
///
/// The stand-ins write down how they are called. Nothing else is on the PATH than they and the
/// small tools that the scripts may use.
final class ScriptStage {
    /// The copy of the repository; its path holds blanks.
    let clone: URL

    private let folder: URL

    /// Settings of the stand-ins, by name.
    var settings = ["USER_ID": "0", "SWIFT_VERSION": "6.3.1"]

    private static let tools = [
        "cat", "chmod", "cksum", "cp", "find", "flock", "grep", "ldd", "ls", "mkdir", "mv",
        "readlink", "rm", "rmdir", "sed", "sh", "sleep", "sort", "touch", "uname",
    ]

    static let packages = [
        "binutils", "ca-certificates", "fonts-dejavu-core", "fonts-dejavu-extra", "fonts-stix",
        "libc6-dev", "libcairo2-dev", "libpango1.0-dev", "libpng-dev", "libreadline-dev",
        "libstdc++-12-dev", "python3", "python3-venv",
    ]

    /// Makes a stage where Swift is there, and every package but those named.
    init(missing: Set<String> = [], without absent: Set<String> = []) throws {
        folder = FileManager.default.temporaryDirectory
            .appending(path: "flipside stage \(UUID().uuidString)").resolvingSymlinksInPath()
        clone = folder.appending(path: "a clone")
        let bin = folder.appending(path: "bin")
        for path in ["a clone/scripts", "a clone/Sources/A", "bin", "home"] {
            try FileManager.default.createDirectory(
                at: folder.appending(path: path), withIntermediateDirectories: true)
        }
        for file in Repository.files where file.path.hasPrefix("scripts/") {
            try write(file.text, to: "a clone/\(file.path)", executable: true)
        }
        for name in ["requirements.txt", "requirements-html.txt", "run.py"] {
            try write(name, to: "a clone/notebooks/\(name)")
        }
        try write("// sources", to: "a clone/Sources/A/A.swift")
        try write("// manifest", to: "a clone/Package.swift")
        for (name, text) in standIns where !absent.contains(name) {
            try write("#!/bin/sh\n\(text)\n", to: "bin/\(name)", executable: true)
        }
        for tool in Self.tools {
            let path = try #require(
                ["/usr/bin/", "/bin/"].map { $0 + tool }
                    .first(where: FileManager.default.isExecutableFile), "there is no \(tool)")
            try FileManager.default.createSymbolicLink(
                atPath: bin.appending(path: tool).path, withDestinationPath: path)
        }
        let installed = Self.packages.filter { !missing.contains($0) }
        try write(installed.map { $0 + "\n" }.joined(), to: "installed")
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    /// Writes a file of the stage.
    func write(_ text: String, to path: String, executable: Bool = false) throws {
        let url = folder.appending(path: path)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
        if executable {
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o755], ofItemAtPath: url.path)
        }
    }

    func remove(_ path: String) throws {
        try FileManager.default.removeItem(at: folder.appending(path: path))
    }

    /// Where a file of the stage stands.
    func path(_ path: String) -> String { folder.appending(path: path).path }

    func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: folder.appending(path: path).path)
    }

    func rename(_ path: String, to other: String) throws {
        try FileManager.default.moveItem(
            at: folder.appending(path: path), to: folder.appending(path: other))
    }

    func setDate(of path: String, to date: Date) throws {
        try FileManager.default.setAttributes(
            [.modificationDate: date], ofItemAtPath: folder.appending(path: path).path)
    }

    func link(_ path: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(
            at: folder.appending(path: path), withDestinationURL: folder.appending(path: target))
    }

    /// What the stand-ins were called with since the last look, but for Swift's version.
    func calls() throws -> [String] {
        let url = folder.appending(path: "calls")
        guard let text = try? String(contentsOf: url, encoding: .utf8) else { return [] }
        try FileManager.default.removeItem(at: url)
        return text.replacing(clone.path, with: "CLONE").split(separator: "\n").map(String.init)
            .filter { !$0.hasSuffix("--version") }
    }

    /// What came of a script.
    struct Outcome {
        let code: Int32
        let output: String
        let errors: String
    }

    /// Runs a script to its end, from a folder that has nothing to do with it.
    func run(
        _ script: String = "a clone/scripts/flipside", _ arguments: [String] = [],
        input: String = ""
    ) throws -> Outcome {
        try start(script, arguments, input: input).outcome()
    }

    /// Starts a script.
    func start(
        _ script: String = "a clone/scripts/flipside", _ arguments: [String] = [],
        input: String = ""
    ) throws -> Running {
        let process = Process()
        process.executableURL = folder.appending(path: script)
        process.arguments = arguments
        process.currentDirectoryURL = folder.appending(path: "home")
        process.environment = settings.merging([
            "PATH": folder.appending(path: "bin").path, "STAGE": folder.path,
            "HOME": folder.appending(path: "home").path,
        ]) { $1 }
        try write(input, to: "input")
        process.standardInput = try FileHandle(forReadingFrom: folder.appending(path: "input"))
        return try Running(process, in: folder)
    }

    /// A script that was started.
    struct Running {
        private let process: Process
        private let output: URL
        private let errors: URL

        fileprivate init(_ process: Process, in folder: URL) throws {
            let name = UUID().uuidString
            output = folder.appending(path: "output \(name)")
            errors = folder.appending(path: "errors \(name)")
            for url in [output, errors] { try Data().write(to: url) }
            process.standardOutput = try FileHandle(forWritingTo: output)
            process.standardError = try FileHandle(forWritingTo: errors)
            self.process = process
            try process.run()
        }

        func outcome() throws -> Outcome {
            process.waitUntilExit()
            return Outcome(
                code: process.terminationStatus,
                output: try String(contentsOf: output, encoding: .utf8),
                errors: try String(contentsOf: errors, encoding: .utf8))
        }
    }
}

/// What stands in for each command; `$STAGE` is the stage's folder.
private let standIns = [
    "git": "exit 0", "bash": "exit 0", "zsh": "exit 0", "fish": "exit 0",
    "python3": #"""
    echo "python3 $*" >>"$STAGE/calls"
    mkdir -p "$3/bin"
    echo '#!/bin/sh
    echo "python $*" >>"$STAGE/calls"
    case $* in
    *run.py*) echo "talk of the notebooks"; exit "${NOTEBOOKS_CODE:-0}" ;;
    *) exit "${PIP_CODE:-0}" ;;
    esac' >"$3/bin/python"
    /bin/chmod +x "$3/bin/python"
    """#,
    "pkg-config": "exit 0",
    "id": #"echo "$USER_ID""#,
    "strip": #"""
    [ -z "${STRIP_CODE:-}" ] || exit "$STRIP_CODE"
    cp "$3" "$2"
    echo '# stripped' >>"$2"
    """#,
    "dpkg-query": #"while read -r name; do echo "$name installed"; done <"$STAGE/installed""#,
    "apt-get": #"""
    echo "apt-get $*" >>"$STAGE/calls"
    case $* in
    *--version) exit ;;
    *update) exit "${UPDATE_CODE:-0}" ;;
    esac
    echo 'talk of apt-get'
    cat >/dev/null
    [ -z "${INSTALL_CODE:-}" ] || exit "$INSTALL_CODE"
    for name; do
        case $name in
        g++) echo libstdc++-12-dev >>"$STAGE/installed" ;;
        git | pkg-config | zsh | fish) : >"$STAGE/bin/$name" && /bin/chmod +x "$STAGE/bin/$name" ;;
        *) echo "$name" >>"$STAGE/installed" ;;
        esac
    done
    """#,
    "sudo": #"""
    echo "sudo $*" >>"$STAGE/calls"
    [ "${SUDO_CODE:-0}" -eq 0 ] || { echo 'sudo: a password is required' >&2; exit 1; }
    [ "$1" != -n ] || shift
    case $1 in
    *=*) [ -z "${SUDO_SETS_NOTHING:-}" ] || exit 1; shift ;;
    esac
    exec "$@"
    """#,
    "swift": #"""
    echo "swift $*" >>"$STAGE/calls"
    case $* in
    *--version)
        [ -z "${SWIFT_NEEDS:-}" ] || grep -q "$SWIFT_NEEDS" "$STAGE/installed" ||
            { echo "swift: error while loading shared libraries: $SWIFT_NEEDS" >&2; exit 127; }
        echo "Swift version $SWIFT_VERSION (stand-in)"
        exit ;;
    test*) echo 'summary of the tests' && exit "${TEST_CODE:-0}" ;;
    esac
    echo 'talk of swift build'
    cat >/dev/null
    scratch="$STAGE/a clone/.build-release"
    case $* in
    *--configuration*) ;;
    *) scratch="$STAGE/a clone/.build" ;;
    esac
    [ ! -e "$scratch/torn" ] || exit 1
    [ -z "${BUILD_CODE:-}" ] || exit "$BUILD_CODE"
    sleep "${BUILD_SECONDS:-0}"
    mkdir -p "$scratch/release" "$scratch/debug"
    for program in "$scratch/release/flipside" "$scratch/debug/flipside"; do
        echo '#!/bin/sh
        printf "<%s>" "$@"
        cat' >"$program"
        /bin/chmod +x "$program"
    done
    """#,
]
