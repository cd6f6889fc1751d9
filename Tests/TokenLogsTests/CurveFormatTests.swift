// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

import TokenLogs

/// A file as people's trainers and loggers write it, and what is in it.
private struct Shape: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String
    var name = "run.log"
    let format: String
    let found: [String]
    var remarks: [String] = []
}

private let epochs = "no column is the step: numbers stand over epoch"

private let tidy = [
    Shape(
        testDescription: "a tidy table with runs, and an index of pandas",
        text:
            "Unnamed: 0,run,metric,step,value\n0,a,loss,1,2\n1,a,kl,1,3\n2,b,loss,1,4\n3,a,loss,2,5\n",
        format: "CSV",
        found: ["loss|a|-|1.0 2.0|2.0 5.0", "kl|a|-|1.0|3.0", "loss|b|-|1.0|4.0"]),
    Shape(
        testDescription: "tbparse's table with wall times and folders",
        text:
            "step\ttag\tvalue\twall_time\tdir_name\n1\tloss\t2\t1.7e9\tr1\n1\tloss\t3\t1.7e9\tr2\n",
        format: "TSV", found: ["loss|r1|-|1.0|2.0", "loss|r2|-|1.0|3.0"]),
    Shape(
        testDescription: "JSON lines with a tag and a seed",
        text: #"{"tag":"loss","seed":1,"step":1,"value":2}"# + "\n"
            + #"{"tag":"loss","seed":2,"step":1,"value":NaN}"# + "\n"
            + #"{"tag":"l\u006fss","seed":2,"step":2,"value":4}"#,
        format: "JSON lines", found: ["loss||1|1.0|2.0", "loss||2|1.0 2.0|nan 4.0"]),
    Shape(
        testDescription: "a dump of MLflow's table of metrics",
        text: "key,value,timestamp,run_uuid,step,is_nan\nloss,0.5,1700000000000,f00d,0,0\n"
            + "loss,0,1700000000001,f00d,1,1\nloss,1.7976931348623157e308,1700000000002,f00d,2,0\n",
        format: "CSV", found: ["loss|f00d|-|0.0 1.0 2.0|0.5 nan nan"]),
    Shape(
        testDescription: "pandas' melt, whose names are a column variable; no step",
        text: "variable,value\nloss,1\nkl,2\nloss,3\n", format: "CSV",
        found: ["loss||-|1.0 2.0|1.0 3.0", "kl||-|1.0|2.0"],
        remarks: ["no column is the step: rows are counted"]),
    Shape(
        testDescription: "a table whose column name names metrics",
        text: "run,name,step,value\na,loss,1,2\na,kl,1,3\nb,loss,1,4\n", format: "CSV",
        found: ["loss|a|-|1.0|2.0", "kl|a|-|1.0|3.0", "loss|b|-|1.0|4.0"]),
    Shape(
        testDescription: "a column metric with numbers is a metric",
        text: "step,metric\n1,2\n2,3\n", format: "CSV", found: ["metric||-|1.0 2.0|2.0 3.0"]),
    Shape(
        testDescription: "ms-swift's steps of a number of steps",
        text: #"{"loss":2,"epoch":0.1,"global_step/max_steps":"5/100"}"# + "\n"
            + #"{"loss":1,"epoch":0.1,"global_step/max_steps":"10/100"}"#,
        format: "JSON lines", found: ["loss||-|5.0 10.0|2.0 1.0"]),
    Shape(
        testDescription: "a chart of W&B with what W&B counts itself",
        text: "\"train/global_step\",\"a - _step\",\"a - loss\",\"a - loss__MAX\"\n1,7,2,3\n",
        format: "CSV of a W&B chart", found: ["loss|a|-|1.0|2.0"]),
    Shape(
        testDescription: "a column value without a tag is a metric",
        text: "step,value\n1,2\n2,3\n", format: "CSV", found: ["value||-|1.0 2.0|2.0 3.0"]),
]

private let consoles = [
    Shape(
        testDescription: "verl, with colours, processes and NumPy's numbers",
        text: "INFO 12:00:01,123 starting, step by step\n"
            + "\u{1B}[36m(TaskRunner pid=12)\u{1B}[0m step:1 - actor/entropy:0.5 - time:np.float64(2.5)"
            + " - actor/pg_clipfrac:np.float64(0.25)\n(TaskRunner pid=12) step:2 - actor/entropy:nan\n",
        format: "console lines",
        found: ["actor/entropy||-|1.0 2.0|0.5 nan", "actor/pg_clipfrac||-|1.0|0.25"]),
    Shape(
        testDescription: "TRL among progress bars, its numbers bare or in quotes",
        text: "  0%|          | 0/4 [00:00<?, ?it/s]\r 25%|##        | 1/4 [00:03<00:09, 3.1s/it]"
            + "{'loss': 0.5, 'rewards/f/mean': '1.5', 'note': 'a, b', 'kl': nan, 'epoch': 0.1}\r"
            + "\n{'loss': 0.25, 'x': [1, {'y': 2}], 'kl': None, 'epoch': 0.2}\n"
            + "{'train_runtime': 12.5, 'train_loss': 0.3, 'epoch': 0.2}\n",
        format: "console lines with dictionaries",
        found: [
            "loss||-|0.1 0.2|0.5 0.25", "rewards/f/mean||-|0.1|1.5",
        ],
        remarks: [
            epochs, "the summary at the training's end (train_runtime) is no point of a curve",
            "not read, for want of numbers: kl",
        ]),
    Shape(
        testDescription: "slime and OpenRLHF: the step before the dictionary",
        text: "[2026-01-01 00:00:01] rollout.py:12 - rollout 3: {'rollout/len': 10.5}\n"
            + "actor.py:7 - rollout 4: {'rollout/len': 11.5}\n",
        format: "console lines with dictionaries", found: ["rollout/len||-|3.0 4.0|10.5 11.5"]),
    Shape(
        testDescription: "prime-rl and Megatron: bars between, units after",
        text: "12:00:01 SUCCESS Step 3 | Time: 3.2s | Loss: 0.5 | Grad. Norm: 0.12 | MFU: 12.5%\n"
            + "12:00:02 SUCCESS Step 4 | Time: 3.1s | Loss: 0.25 | Grad. Norm: 0.13 | MFU: 12.4%\n",
        format: "console lines",
        found: [
            "Loss||-|3.0 4.0|0.5 0.25", "Grad. Norm||-|3.0 4.0|0.12 0.13",
            "MFU||-|3.0 4.0|12.5 12.4",
        ]),
    Shape(
        testDescription: "Megatron's iterations of a number of them",
        text:
            " [2026-01-01] iteration      10/     100 | lm loss: 1.5E+00 | number of skipped: 0 |\n",
        format: "console lines", found: ["lm loss||-|10.0|1.5", "number of skipped||-|10.0|0.0"]),
]

private let documents = [
    Shape(
        testDescription: "trainer_state.json with evaluations and its last line",
        text:
            #"{"log_history":[{"loss":2,"epoch":0.5,"step":10},{"eval_loss":3,"epoch":1,"step":20},"#
            + #"{"train_loss":2.5,"train_runtime":9,"total_flos":1e9,"epoch":1,"step":20}]}"#,
        format: "trainer_state.json", found: ["loss||-|10.0|2.0", "eval_loss||-|20.0|3.0"],
        remarks: ["the summary at the training's end (train_runtime) is no point of a curve"]),
    Shape(
        testDescription: "MLflow's history, indented",
        text: """
            {
              "metrics": [
                {"key": "loss", "value": 0.5, "timestamp": 1700000000000, "step": 1},
                {"key": "loss", "value": 0.25, "timestamp": 1700000000001, "step": 2}
              ],
              "next_page_token": ""
            }
            """,
        format: "a history of MLflow", found: ["loss||-|1.0 2.0|0.5 0.25"]),
    Shape(
        testDescription: "a chart of TensorBoard as JSON",
        text: "[[1700000000.5, 1, 0.5], [1700000001.5, 2, 0.25]]", name: "loss.json",
        format: "JSON of a TensorBoard chart", found: ["loss||-|1.0 2.0|0.5 0.25"]),
    Shape(
        testDescription: "indented objects one after the other",
        text: "{\n  \"step\": 1,\n  \"x\": 2\n}\n{\n  \"step\": 2,\n  \"x\": 3\n}\n",
        format: "JSON lines", found: ["x||-|1.0 2.0|2.0 3.0"]),
    Shape(
        testDescription: "objects that a crash left on one line",
        text: #"{"step":1,"x":2}{"step":2,"x":3}"# + "\n" + #"{"step":3,"x":4}"#,
        format: "JSON lines", found: ["x||-|1.0 2.0 3.0|2.0 3.0 4.0"]),
    Shape(
        testDescription: "a list a key", text: #"{"step":[1,2],"loss":[0.5,null],"run":["a","a"]}"#,
        format: "JSON with a column a key", found: ["loss|a|-|1.0|0.5"]),
    Shape(
        testDescription: "pandas' default: an object a column",
        text: #"{"step":{"0":1,"1":2},"loss":{"0":0.5,"1":0.25}}"#,
        format: "JSON with a column a key", found: ["loss||-|1.0 2.0|0.5 0.25"]),
    Shape(
        testDescription: "one record with lists is no table of columns",
        text: #"{"step":3,"loss":0.5,"bins":[1,2],"counts":[3,4],"one":[7.5]}"#,
        format: "JSON lines", found: ["loss||-|3.0|0.5", "one||-|3.0|7.5"],
        remarks: ["not read, for want of numbers: bins, counts"]),
    Shape(
        testDescription: "MLflow's file of one metric",
        text: "1700000000000 0.5 0\n1700000000001 nan 1\n1700000000002 0.25 -2\n", name: "loss",
        format: "MLflow's file of a metric", found: ["loss||-|-2.0 0.0 1.0|0.25 0.5 nan"]),
]

@Test(
    "Tidy tables, consoles and documents are read as their loggers write them",
    arguments: tidy + consoles + documents)
private func shapes(shape: Shape) throws {
    let file = try curves(shape.text, named: shape.name)
    #expect(words(file) == shape.found)
    #expect(file.format == shape.format)
    #expect(file.remarks == shape.remarks)
}

@Test("Text with Windows' line ends is read alike", arguments: tidy + consoles + documents)
private func windowsLines(shape: Shape) throws {
    let text = shape.text.split(separator: "\n", omittingEmptySubsequences: false)
        .joined(separator: "\r\n")
    #expect(words(try curves(text, named: shape.name)) == shape.found)
    let marked = try curves("\u{FEFF}" + shape.text, named: shape.name)
    #expect(words(marked) == shape.found)
}

@Test("A file through a pipe is read like one on a disk", arguments: tidy + consoles + documents)
private func piped(shape: Shape) throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "pipe-\(UUID())").path
    #expect(mkfifo(path, 0o600) == 0)
    defer { unlink(path) }
    // A thread of its own: those of tasks may all be waiting for what is to be written.
    let bytes = Data(shape.text.utf8)
    Thread.detachNewThread {
        try? FileHandle(forWritingTo: URL(filePath: path)).write(contentsOf: bytes)
    }
    let file = try readCurves(path: path)
    let counts = shape.found.map { line in
        line.split(separator: "|", omittingEmptySubsequences: false).last?.split(separator: " ")
            .count
    }
    #expect(file.curves.map(\.values.count) == counts)
}

@Test("MLflow's metric is named by its path below the folder metrics")
func metricFiles() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "mlruns-\(UUID())")
    let metrics = folder.appending(path: "0/f00d/metrics/train")
    try FileManager.default.createDirectory(at: metrics, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = metrics.appending(path: "loss")
    try Data("1700000000000 0.5 0\n".utf8).write(to: file)
    #expect(try readCurves(path: file.path).metrics == ["train/loss"])
}
