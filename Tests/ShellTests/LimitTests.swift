// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Glibc
import TestSupport
import Testing

@Suite("Where the system gives little or ends it", .serialized)
struct LimitTests {
    let home: TemporaryFolder

    init() throws {
        home = try TemporaryFolder()
    }

    /// Returns the names in a folder.
    private func names(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    }

    /// Returns whether a process has a file without a name, or a part, in a folder.
    private func isWriting(_ process: pid_t, in folder: String) -> Bool {
        let open = "/proc/\(process)/fd"
        for name in (try? FileManager.default.contentsOfDirectory(atPath: open)) ?? [] {
            let target = try? FileManager.default.destinationOfSymbolicLink(
                atPath: "\(open)/\(name)")
            if target?.hasPrefix("\(folder)/#") == true || target?.hasSuffix(".part") == true {
                return true
            }
        }
        return false
    }

    /// Starts a save of many tokens, and sends a signal while the file is written.
    ///
    /// - Returns: The signal that ended it, or 0 where it was faster.
    private func end(with signal: Int32, saving file: String, in folder: String) throws -> Int32 {
        let arguments = [program, "-c", "token file=\(home.path)/tokens.csv", "-c", "save \(file)"]
        let process = try start(
            arguments, environment: environment(home: home, [:]), session: false
        ) { actions in
            for descriptor in 0...2 {
                posix_spawn_file_actions_addopen(
                    &actions, Int32(descriptor), "/dev/null", O_RDWR, 0)
            }
        }
        var status: Int32 = 0
        while !isWriting(process, in: folder) {
            let ended = waitpid(process, &status, WNOHANG)
            if ended == process { return status & 0x7F }
        }
        kill(process, signal)
        while waitpid(process, &status, 0) == -1 && errno == EINTR {}
        return status & 0x7F
    }

    @Test(
        "A signal in the middle of a write leaves the old file or the new one, and nothing else",
        arguments: [SIGTERM, SIGHUP, SIGKILL])
    func signals(signal: Int32) throws {
        let tokens = (0..<4_000).map { "t\($0),0.1,0.05,1" }.joined(separator: "\n")
        _ = try home.file("tokens.csv", "token,old,new,adv\n\(tokens)\n")
        let folder = "\(home.path)/results"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        let file = "\(folder)/bench.flip"
        let saved = try batch(["-c", "preset demo", "-c", "save \(file)"], home: home)
        #expect(saved.code == 0, "\(saved.errors)")
        var hits = 0
        for _ in 0..<60 where hits < 2 {
            let ended = try end(with: signal, saving: file, in: folder)
            #expect(ended == 0 || ended == signal)
            hits += ended == signal ? 1 : 0
            // Only what nothing can hold back may leave a part; the next file takes it away.
            if signal != SIGKILL { #expect(try names(folder) == ["bench.flip"]) }
            let text = try String(contentsOfFile: file, encoding: .utf8)
            #expect(text.hasSuffix("\n") && !text.contains("\0"))
        }
        #expect(hits == 2, "the file was written faster than a signal comes")
        let last = try batch(["-c", "preset demo", "-c", "save \(file)"], home: home)
        #expect(last.code == 0, "\(last.errors)")
        #expect(try names(folder) == ["bench.flip"])
    }

    /// Runs a line with little memory, and returns what was wrong and the exit status.
    private func withLittleMemory(_ line: String) throws -> (errors: String, status: Int32) {
        let script = "ulimit -v 90000; exec '\(program)' -c '\(line)'"
        let errors = "\(home.path)/errors"
        let process = try start(
            ["/bin/sh", "-c", script], environment: environment(home: home, [:]), session: false
        ) { actions in
            posix_spawn_file_actions_addopen(
                &actions, 2, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        }
        var status: Int32 = 0
        while waitpid(process, &status, 0) == -1 && errno == EINTR {}
        return (try String(contentsOfFile: errors, encoding: .utf8), status)
    }

    @Test(
        "A lack of memory is an error message: before the work where it can be known, else exit code 1",
        .disabled(if: isSanitized, "a sanitizer needs terabytes of addresses"))
    func memory() throws {
        let line = "simulate world=graph vocabulary=64 length=12 steps=1 seeds=1 states="
        let lacking = try withLittleMemory(line + "700")
        #expect(lacking.errors.contains("error: out of memory\n"), "\(lacking.errors)")
        #expect(lacking.status == 1 << 8)
        let known = try withLittleMemory(line + "4000")
        #expect(known.errors.contains("and 0.09 GB is the most"), "\(known.errors)")
        #expect(known.status == 3 << 8)
    }

    @Test(
        "Where no thread can be started, a simulation and a figure come all the same",
        .enabled(if: getuid() == 0 && access("/usr/bin/prlimit", X_OK) == 0),
        .disabled(if: isSanitized, "a sanitizer starts threads of its own"))
    func threads() throws {
        chmod(home.path, 0o777)
        let simulation = "simulate world=graph steps=2 seeds=2"
        let script = """
            cd '\(home.path)' && exec setpriv --reuid=65533 --clear-groups prlimit --nproc=1 \
            '\(program)' -c '\(simulation)' -c 'plot weight out=weight.png'
            """
        let free = try batch(["-c", simulation], home: home)
        let terminal = try Terminal(["/bin/sh", "-c", script], home: home)
        #expect(try terminal.exitCode() == 0, "\(terminal.text)")
        let table = try #require(free.output.split(separator: "\n").last { $0.contains("±") })
        #expect(terminal.text.contains(table.trimmingCharacters(in: .whitespaces)))
        #expect(access("\(home.path)/weight.png", R_OK) == 0)
    }

    @Test("A device without an end is no script", arguments: ["/dev/zero", "/dev/full"])
    func devices(path: String) throws {
        let first = try batch(["-f", path], home: home)
        #expect(first.code == 1)
        #expect(first.errors.hasPrefix("error: \(path):1:1: this line is longer than 1 MiB"))
        let all = try batch(["--keep-going", "-f", path, "-c", "preset demo"], home: home)
        let alone = try batch(["preset", "demo"], home: home)
        #expect(all.code == 1 && all.output == alone.output)
    }

    @Test("Of lines that are no text, a thousand are reported")
    func noText() throws {
        let lines = Data(repeatElement([0xFF, 0x0A] as [UInt8], count: 1500).joined())
        let path = try home.file("random", lines)
        let all = try batch(["--keep-going", "-f", path, "-c", "preset demo"], home: home)
        let alone = try batch(["preset", "demo"], home: home)
        #expect(all.code == 1 && all.output == alone.output)
        let reports = all.errors.split(separator: "\n").filter { $0.hasPrefix("error: ") }
        #expect(reports.count == 1000)
    }
}
