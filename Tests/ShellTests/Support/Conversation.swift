// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Glibc
import Testing

/// The program on two pipes, speaking its protocol.
final class Conversation {
    typealias Message = [String: Any]

    let process: pid_t
    private let requests: Int32
    private let replies: Int32
    private var buffer: [UInt8] = []
    private var hasEnded = false

    init(home: TemporaryFolder) throws {
        var input: [Int32] = [0, 0]
        var output: [Int32] = [0, 0]
        try #require(pipe(&input) == 0 && pipe(&output) == 0)
        // Programs that other tests start at this moment must not hold the ends open.
        for descriptor in input + output { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        process = try start(
            [program, "--protocol", "jsonl"], environment: environment(home: home, [:]),
            session: true
        ) { actions in
            posix_spawn_file_actions_adddup2(&actions, input[0], 0)
            posix_spawn_file_actions_adddup2(&actions, output[1], 1)
        }
        close(input[0])
        close(output[1])
        (requests, replies) = (input[1], output[0])
    }

    deinit {
        close(requests)
        close(replies)
        kill(process, SIGKILL)
        if !hasEnded { waitpid(process, nil, 0) }
    }

    /// Sends a line as it stands.
    func send(line: [UInt8]) {
        var rest = (line + [0x0A])[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(requests, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// Sends a request.
    func send(_ request: Message) throws {
        send(line: Array(try JSONSerialization.data(withJSONObject: request)))
    }

    /// Returns the next message.
    func next() throws -> Message {
        while true {
            if let end = buffer.firstIndex(of: 0x0A) {
                let line = Data(buffer[..<end])
                buffer.removeFirst(end + 1)
                return try #require(try JSONSerialization.jsonObject(with: line) as? Message)
            }
            var waiting = pollfd(fd: replies, events: Int16(POLLIN), revents: 0)
            try #require(poll(&waiting, 1, 60_000) > 0, "no reply within a minute")
            var chunk = [UInt8](repeating: 0, count: 65_536)
            let count = read(replies, &chunk, chunk.count)
            try #require(count > 0, "the program has ended")
            buffer += chunk[..<count]
        }
    }

    /// Returns all messages up to one of an event.
    func messages(through event: String) throws -> [Message] {
        var messages: [Message] = []
        repeat { messages.append(try next()) } while messages.last?["event"] as? String != event
        return messages
    }

    /// Runs a cell, and returns all messages that it brings, the last of them `done`.
    func run(_ code: String, id: Int = 1) throws -> [Message] {
        try send(["id": id, "op": "execute", "code": code])
        return try messages(through: "done")
    }

    /// Asks something, and returns the answer.
    func ask(_ operation: String, _ code: String, cursor: Int? = nil) throws -> Message {
        var request: Message = ["id": "asked", "op": operation, "code": code]
        request["cursor"] = cursor
        try send(request)
        return try #require(try messages(through: "done").last)
    }

    /// Ends the input, and returns the exit code.
    func end() -> Int32 {
        close(requests)
        var status: Int32 = 0
        waitpid(process, &status, 0)
        hasEnded = true
        return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
    }
}

extension [String: Any] {
    /// A text after a key.
    subscript(text key: String) -> String? { self[key] as? String }

    /// The forms of a display.
    var data: [String: Any] { self["data"] as? [String: Any] ?? [:] }
}
