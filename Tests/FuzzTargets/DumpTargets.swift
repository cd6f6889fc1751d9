// SPDX-License-Identifier: GPL-3.0-or-later

import TokenLogs

extension FuzzTarget {
    /// Dumps of texts with scores: JSON lines.
    static let scores = FuzzTarget(
        name: "scores",
        seeds: {
            [
                repositoryFile("assets/logs/tiny-grpo-answers.jsonl", atMost: 600),
                Array(#"{"step":1,"prompt":["a","b"],"reward":[1,0.5],"x":{"y":[1]}}"#.utf8),
            ]
        },
        run: { input in
            scratch.with(input) { path -> String? in
                do throws(LogError) {
                    let file = try readScores(path: path)
                    let answers = file.groups.map(\.answers).reduce(0, +)
                    let isSound = file.groups.allSatisfy { $0.low <= $0.high && $0.answers > 0 }
                    return isSound && answers == file.answers ? nil : "an answer is in no group"
                } catch {
                    return error.message.isEmpty ? "an error says nothing" : nil
                }
            } ?? nil
        })

    /// Vocabularies: JSON of texts and numbers, tokenizers, lists.
    static let vocabularies = FuzzTarget(
        name: "vocabularies",
        seeds: {
            [
                #"{"Ġthe": 0, "a\u00e9": 1, "Ċ": 2}"#, #"{"0": "a", "7": "b"}"#, "a\nb\n",
                #"{"added_tokens":[{"id":2,"content":"x"}],"model":{"vocab":[["a",0],["b",-1]]}}"#,
            ].map { Array($0.utf8) }
        },
        run: { input in
            scratch.with(input) { path -> String? in
                do throws(LogError) {
                    let vocabulary = try Vocabulary(path: path)
                    let found = (0..<300).count { vocabulary[$0] != nil }
                    return found <= vocabulary.count ? nil : "more texts than tokens"
                } catch {
                    return error.message.isEmpty ? "an error says nothing" : nil
                }
            } ?? nil
        })
}

private let scratch = ScratchFile("dump")
