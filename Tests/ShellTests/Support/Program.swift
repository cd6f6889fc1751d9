// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Glibc
import Testing

/// The built program, beside the tests.
let program: String = {
    let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    return tests.deletingLastPathComponent().appendingPathComponent("flipside").path
}()

/// A folder that goes when its owner goes.
final class TemporaryFolder {
    let path: String

    init() throws {
        var template = Array("/tmp/flipside-tests-XXXXXX".utf8CString)
        path = String(cString: try #require(mkdtemp(&template)))
    }

    deinit {
        chmod(path, 0o700)
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Writes a file and returns its path.
    func file(_ name: String, _ text: String) throws -> String {
        try file(name, Data(text.utf8))
    }

    /// Writes a file and returns its path.
    func file(_ name: String, _ bytes: Data) throws -> String {
        try bytes.write(to: URL(fileURLWithPath: "\(path)/\(name)"))
        return "\(path)/\(name)"
    }

    /// The lines of the history that are not times, in its usual place below this home.
    var history: [String] {
        let text = try? String(contentsOfFile: "\(path)/state/flipside/history", encoding: .utf8)
        return (text ?? "").split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
    }
}

/// What a program takes over from the tests: what scripts/mutate chooses a change by, and what
/// scripts/sanitize says to the sanitizers.
let inherited = ProcessInfo.processInfo.environment.filter { name, _ in
    [
        "LD_LIBRARY_PATH", "FLIPSIDE_MUTANT", "LSAN_OPTIONS", "ASAN_OPTIONS", "TSAN_OPTIONS",
    ].contains(name)
}

/// Returns the environment of a program whose home is a folder; `-` leaves a variable out.
func environment(home: TemporaryFolder, _ variables: [String: String]) -> [String] {
    var all = [
        "HOME": home.path, "XDG_STATE_HOME": "\(home.path)/state", "TERM": "xterm-256color",
        "LANG": "C.UTF-8", "INPUTRC": "/dev/null", "PATH": "/usr/local/bin:/usr/bin:/bin",
        "SWIFT_BACKTRACE": "enable=no",
    ]
    all.merge(inherited) { $1 }
    all.merge(variables) { $1 }
    return all.filter { $0.value != "-" }.map { "\($0.key)=\($0.value)" }
}

/// Starts a process.
func start(
    _ arguments: [String], environment: [String], session: Bool,
    _ connect: (inout posix_spawn_file_actions_t) -> Void
) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    connect(&actions)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var usual = sigset_t()
    sigfillset(&usual)
    posix_spawnattr_setsigdefault(&attributes, &usual)
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    let flags = Int32(POSIX_SPAWN_SETSIGDEF) | Int32(POSIX_SPAWN_SETSIGMASK)
    posix_spawnattr_setflags(&attributes, Int16(flags | (session ? 0x80 : 0)))
    let words = arguments.map { strdup($0) } + [nil]
    let variables = environment.map { strdup($0) } + [nil]
    defer { (words + variables).forEach { free($0) } }
    var process: pid_t = 0
    let failure = posix_spawn(&process, arguments[0], &actions, &attributes, words, variables)
    try #require(failure == 0, "cannot start \(arguments[0])")
    return process
}

/// What a batch left behind.
struct BatchResult: Equatable {
    var code: Int32
    var output: String
    var errors: String
}

/// Runs the program with files as its standard streams, to the end.
func batch(
    _ arguments: [String], input: Data = Data(), home: TemporaryFolder,
    variables: [String: String] = [:], outputPath: String? = nil
) throws -> BatchResult {
    let source = try home.file("stdin", input)
    let output = outputPath ?? "\(home.path)/stdout"
    let errors = "\(home.path)/stderr"
    let process = try start(
        [program] + arguments, environment: environment(home: home, variables), session: false
    ) { actions in
        posix_spawn_file_actions_addopen(&actions, 0, source, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) == -1 && errno == EINTR {}
    func text(_ path: String) -> String {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
    return BatchResult(
        code: status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F,
        output: outputPath == nil ? text(output) : "", errors: text(errors))
}

/// Runs the program with a text as its standard input.
func batch(
    _ arguments: [String], input: String, home: TemporaryFolder
) throws -> BatchResult {
    try batch(arguments, input: Data(input.utf8), home: home)
}
