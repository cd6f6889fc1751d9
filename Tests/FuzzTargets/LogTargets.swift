// SPDX-License-Identifier: GPL-3.0-or-later

import TokenLogs

extension FuzzTarget {
    /// Logs of tokens: CSV, TSV and JSON lines.
    static let logs = FuzzTarget(
        name: "logs",
        seeds: {
            let folder = "Tests/TokenLogsTests/Resources"
            return [
                "tiny-grpo-tokens.csv", "tiny-grpo-tokens.jsonl", "tiny-aspo-responses.jsonl",
            ].map { repositoryFile("\(folder)/\($0)", atMost: 1500) }
        },
        run: countsItsRows)

    /// Training curves: JSON lines, documents, CSV, event files.
    static let curves = FuzzTarget(
        name: "curves",
        seeds: {
            [
                repositoryFile("assets/logs/tiny-curves.csv", atMost: 1500), eventFile,
                Array("Wall time,Step,Value\n1.5,1,0.25\n1.6,2,0.5\n".utf8),
            ]
                + [
                    #"{"step":1,"data":{"actor/entropy":0.5,"seed":"3"}}"# + "\n",
                    #"{"log_history":[{"step":1,"loss":2.5},{"step":2,"loss":2}],"a":[]}"#,
                    #"[{"step":1,"train":{"loss":2}},{"step":2,"train":{"loss":"nan"}}]"#,
                    #"{"metrics":[{"key":"a","value":1,"timestamp":17,"step":1}]}"#,
                    "{\n \"step\": [1, 2],\n \"x\": {\"0\": 1, \"1\": 2}\n}",
                    ",run,tag,step,value\n0,a,loss,1,2\n1,b,loss,1,nan\n2,a,kl,0,3\n",
                    "seed;rank;step;x\n1;0;3;4\n1;1;2;\"5\"\n1;0;1;0,5\n",
                    "Step,r - a - loss,r - a - loss__MIN\n1,2,1\n",
                    "1700000000000 0.5 0\n1700000000001 nan -1\n",
                    "\u{1B}[36m(T pid=1)\u{1B}[0m step:1 - a/b:np.float64(0.5) - c:nan\n",
                    " 1%| | 1/4 [0<1]\r{'loss': '0.5', 'x': [1, {'y': 2}], 'epoch': 0.1}\n",
                    "rollout 3: {\"a\": 1}\nStep 4 | Loss: 0.5 s | MFU: 3%\n",
                    "[[1.5, 1, 0.5], [2.5, 2, 0.25]]",
                ].map { Array($0.utf8) }
        },
        run: { input in
            scratch.with(input) { path -> String? in
                do throws(LogError) {
                    let file = try readCurves(path: path)
                    let isSound = file.curves.allSatisfy { curve in
                        curve.steps.count == curve.values.count
                            && zip(curve.steps, curve.steps.dropFirst()).allSatisfy { $0 < $1 }
                    }
                    return isSound && !file.curves.isEmpty ? nil : "a curve's steps do not rise"
                } catch {
                    return error.message.isEmpty ? "an error says nothing" : nil
                }
            } ?? nil
        })

    /// An event file with its version and two scalars.
    private static var eventFile: [UInt8] {
        func record(_ message: [UInt8]) -> [UInt8] {
            [UInt8(message.count)] + [UInt8](repeating: 0, count: 11) + message + [0, 0, 0, 0]
        }
        let version = [0x1A, 13] + Array("brain.Event:2".utf8)
        let scalars = (1...2).map { step -> [UInt8] in
            let value = [0x0A, 4] + Array("loss".utf8) + [0x15, 0, 0, UInt8(0x40 + step), 0x3F]
            let summary = [0x0A, UInt8(value.count)] + value
            return [0x10, UInt8(step), 0x2A, UInt8(summary.count)] + summary
        }
        return ([[0x09, 0, 0, 0, 0, 0, 0, 0, 0] + version] + scalars).flatMap(record)
    }
}

/// Reads a log, and returns which promise was broken: each row is used and handed over, or counted.
@Sendable func countsItsRows(_ input: [UInt8]) -> String? {
    scratch.with(input) { path -> String? in
        var tokens = 0
        do throws(LogError) {
            let report = try readLog(path: path) { tokens += $0.count }
            let dropped = report.dropped.map(\.count).reduce(0, +)
            guard report.rowsUsed + dropped == report.rowsRead else {
                return "a row is neither used nor counted"
            }
            return report.rowsUsed == tokens ? nil : "used rows were not handed over"
        } catch {
            return error.message.isEmpty ? "an error says nothing" : nil
        }
    } ?? nil
}

private let scratch = ScratchFile("log")
