// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing
import TokenLogs

@Test(
    "A file that cannot be read is named with the reason",
    arguments: [
        ("/no/such/file.csv", "no such file"), ("/", "it is a folder"),
        ("/dev/null/x", "no such file"), ("a\u{0}b", "no file can be named a\\u{0}b"),
        (String(repeating: "x", count: 300), "the name is too long"),
    ])
func unreadableFile(path: String, reason: String) throws {
    let error = try #require(throws: LogError.self) { try read(path: path) }
    #expect(error.kind == .file)
    #expect(error.message.contains(reason))
    #expect(error.hint != nil)
}

@Test(
    "Files that are no text logs are refused with what to do",
    arguments: [
        (Array("BZh9....".utf8), "bunzip2"), (Array("PAR1....".utf8), "pyarrow"),
        ([0x50, 0x4B, 3, 4, 20], "cut"), ([0x80, 0x04, 0x95], "trust"),
        ([0x93] + Array("NUMPY".utf8), "savez"), ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "unxz"),
        ([0xFF, 0xFE, 0x61, 0], "iconv"),
        ([16, 0, 0, 0, 0, 0, 0, 0] + Array("{}".utf8), "damaged"),
        ([UInt8](repeating: 0, count: 100), "export it"), ([], "row per token"),
        (Array(" \n\r\n".utf8), "row per token"), (Array("step,logp,adv\n".utf8), "name it"),
        (Array("logp_old,logp,adv\n".utf8), "below the header"),
        (Array("logp_old,logp,adv".utf8), "below the header"),
        (Array("[\n{\"logp\": 1}\n]\n".utf8), "name it"), (Array("[[1,2],[3]]\n".utf8), "jq"),
        (Array("{\n  \"logp\": 1\n}\n".utf8), "name it"), (Array("hello world\n".utf8), "name it"),
        (Array("{\"step\": 1, \"loss\": 2}\n".utf8), "name it"),
    ] as [([UInt8], String)])
func noLog(bytes: [UInt8], remedy: String) throws {
    let error = try #require(refusal(bytes: bytes))
    #expect(error.kind == .format)
    #expect(error.hint?.contains(remedy) == true || error.message.contains(remedy))
}

@Test("A packed log is read as one that is not; what is cut or within another is said")
func packed() throws {
    let path = resource("tiny-grpo-tokens.csv")
    let plain = try read(path: path)
    for program in ["gzip", "zstd"] {
        guard let packed = try output(of: [program, "-c", path]) else { continue }
        let reading = try read(bytes: packed)
        #expect(reading.tokens == plain.tokens && reading.lengths == plain.lengths)
        #expect(reading.report.bytes == plain.report.bytes)
        #expect(reading.report.remarks == plain.report.remarks)
        let cut = try read(bytes: Array(packed[..<(packed.count / 2)]))
        #expect(plain.tokens.starts(with: cut.tokens) && cut.tokens.count > 1000)
        #expect(cut.remarks.contains("its compressed stream is cut after"))
        #expect(!cut.remarks.contains("line break"))
        let empty = try #require(refusal(bytes: Array(packed[..<12])))
        #expect(empty.kind == .file && empty.message.contains("is cut"))
    }
    let nested = try #require(try output(of: ["sh", "-c", "gzip -c '\(path)' | gzip"]))
    #expect(try #require(refusal(bytes: nested)).hint?.contains("gunzip") == true)
    let archive = try #require(
        try output(of: ["sh", "-c", "tar -C / -c '\(path.dropFirst())' | gzip"]))
    #expect(try #require(refusal(bytes: archive)).message.contains("a tar archive"))
}

/// Returns what a program prints; nil where there is no such program.
private func output(of words: [String]) throws -> [UInt8]? {
    let (process, pipe) = (Process(), Pipe())
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = words
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 127 ? nil : Array(data)
}

@Test("A log is read from a pipe as from a file")
func pipe() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).pipe").path
    #expect(mkfifo(path, 0o600) == 0)
    defer { unlink(path) }
    let rows = String(repeating: "-1,-2,1\n", count: 30_000)
    let data = Data(("logp_old,logp,adv\n" + rows).utf8)
    Thread.detachNewThread {
        let handle = FileHandle(forWritingAtPath: path)
        try? handle?.write(contentsOf: data)
        try? handle?.close()
    }
    let reading = try read(path: path)
    #expect(reading.tokens.count == 30_000)
    #expect(reading.report.bytes == data.count)
}

@Test("Reading stops where somebody asks for it, and keeps what was delivered")
func interrupted() throws {
    var delivered = 0
    let error = try #require(throws: LogError.self) {
        try readLog(
            path: resource("tiny-grpo-tokens.csv"), isCancelled: { delivered > 5_000 },
            onResponse: { delivered += $0.count })
    }
    #expect(error.kind == .interrupted)
    #expect(delivered > 5_000 && delivered < 22_384)
}

@Test("What a consumer throws ends the reading")
func consumerThrows() throws {
    let full = LogError(kind: .file, message: "disk full")
    let error = #expect(throws: LogError.self) {
        try readLog(path: resource("tiny-grpo-tokens.csv")) { _ throws(LogError) in throw full }
    }
    #expect(error == full)
}

@Test("Both forms of one run give the same keys as the file has")
func realKeys() throws {
    let reading = try read(path: resource("tiny-aspo-responses.jsonl"))
    let token = try #require(reading.tokens.first)
    #expect(token.step == 5 && token.epoch == 0 && token.minibatch == 0 && token.row == 1)
    #expect(token.prompt == .number(2) && token.response == .number(32) && token.text == "2")
    #expect(token.tokenID == 2 && token.entropy == 0.15372 && token.reward == 1)
    #expect(token.position == nil && token.mask == nil)
    #expect(reading.report.mapping["token"] == "tokens")
}

@Test("The log that ships is whole groups of the real run, with every case in it")
func shippedLog() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    let path = root.appending(path: "assets/logs/tiny-grpo-tokens.csv").path
    var statistics = LogStatistics(methods: localRules)
    let reading = try read(path: path)
    for token in reading.tokens { statistics.add([token]) }
    let overall = statistics.overall
    #expect(reading.report.responses == 192 && reading.report.dropped.isEmpty)
    let sides: [Int] = [overall.positive, overall.negative, overall.zero]
    #expect(sides == [2362, 826, 726])
    #expect(Set(reading.tokens.map(\.epoch)) == [0, 1])
    #expect(statistics.methods[1].dualClipPositiveFraction ?? 0 > 0)
    let all = Set(try read(path: resource("tiny-grpo-tokens.csv")).tokens.map(\.content))
    #expect(reading.tokens.allSatisfy { all.contains($0.content) })
}

extension LoggedToken {
    /// What the token says, but for its place in the file.
    fileprivate var content: [Double] {
        [step, epoch, minibatch, position, tokenID].map { Double($0 ?? -1) }
            + [oldLogProbability, logProbability, advantage, entropy ?? -1]
    }
}
