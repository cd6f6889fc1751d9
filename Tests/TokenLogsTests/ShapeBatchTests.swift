// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import TokenLogs

/// TRL's tensors of two responses, as `tolist()` writes them.
private let batch =
    "{\"step\": 0, \"completion_mask\": [[1, 1, 1], [1, 1, 0]], "
    + "\"per_token_logps\": [[-0.5, -0.6, -0.7], [-0.5, -0.6, 0.0]], "
    + "\"old_per_token_logps\": [[-0.5, -0.5, -0.7], [-0.4, -0.6, 0.0]], "
    + "\"advantages\": [0.7, -0.7]}\n"

@Test("A batch on a line is as many responses")
func batchLine() throws {
    let reading = try read(batch)
    #expect(reading.lengths == [3, 2])
    #expect(reading.tokens.map(\.advantage) == [0.7, 0.7, 0.7, -0.7, -0.7])
    #expect(reading.tokens.map(\.oldLogProbability) == [-0.5, -0.5, -0.7, -0.4, -0.6])
    #expect(reading.report.format == "JSON lines, arrays per response")
    #expect(reading.remarks.contains("1 line holds several records, which are read one by one"))
    #expect(reading.dropped("mask") == 1 && reading.tokens.allSatisfy { $0.step == 0 })
}

@Test(
    "Batches are read wherever they stand, and however often they are nested",
    arguments: [
        batch + batch, "[\(batch), \(batch)]", batch.replacing(", \"", with: ",\n \"") + batch,
        "{\"batches\": [\(batch), \(batch)]}",
        // A batch of one response before it.
        "{\"per_token_logps\": [[-1, -2]], \"old_per_token_logps\": [[-1, -3]], \"step\": 0, "
            + "\"advantages\": [1], \"completion_mask\": [[0, 0]]}\n" + batch + batch,
    ])
func batches(text: String) throws {
    #expect(try read(text).lengths == [3, 2, 3, 2])
}

@Test("A batch with a dimension around or within is unwrapped")
func nestedBatches() throws {
    let around = batch.replacing("[[", with: "[[[").replacing("]]", with: "]]]")
    #expect(try read(around).lengths == [3, 2])
    let steps =
        "{\"logp\": [[[-1, -2], [-3]], [[-4], [-5]]], \"logp_old\": [[[-1, -1], [-1]], [[-1], [-1]]], "
        + "\"adv\": [[1, 2], [3, 4]]}\n"
    let reading = try read(steps)
    #expect(reading.lengths == [2, 1, 1, 1] && reading.tokens.map(\.advantage) == [1, 1, 2, 3, 4])
}

@Test("A log-probability's rows must be as many as the other's; which are not is said")
func unequalBatch() throws {
    let bad = batch.replacing("[-0.4, -0.6, 0.0]", with: "[-0.4, -0.6, 0.0], [-1]")
    let reading = try read(batch + bad)
    #expect(reading.tokens.count == 5)
    #expect(
        reading.remarks.contains(
            "line 2 is no batch: per_token_logps holds 2 arrays and "
                + "old_per_token_logps 3")
            || reading.remarks.contains("line 2 is no batch: completion_mask holds 2 arrays"))
}

@Test("Padded rows without a mask are cut to their lengths, and it is said")
func lengths() throws {
    let text =
        "{\"logp\": [[-1, -2, 0], [-1, 0, 0]], \"logp_old\": [[-1, -1, 0], [-2, 0, 0]], "
        + "\"advantages\": [1, 2], \"completion_lengths\": [2, 1]}\n"
    let reading = try read(text)
    #expect(reading.lengths == [2, 1] && reading.report.rowsRead == 3)
    #expect(reading.remarks.contains("cut to completion_lengths"))
}

@Test(
    "Packed sequences come apart where something says how",
    arguments: [
        "\"cu_seqlens\": [0, 2, 5]", "\"cu_seqlens\": [[0, 2, 5]]", "\"seq_lens\": [2, 3]",
        "\"position_ids\": [0, 1, 0, 1, 2]",
    ])
func packed(member: String) throws {
    let line =
        "{\(member), \"logp\": [[-1, -2, -3, -4, -5]], \"logp_old\": [-1, -1, -1, -1, -1], "
        + "\"adv\": [1, 1, 2, 2, 2], \"reward\": 3}\n"
    let reading = try read(line + line)
    #expect(reading.lengths == [2, 3, 2, 3])
    #expect(reading.tokens.map(\.advantage).prefix(5) == [1, 1, 2, 2, 2])
    #expect(reading.tokens.allSatisfy { $0.reward == 3 })
}

@Test("A packed sequence that begins under a mask is not taken for more of the one before it")
func packedUnderMask() throws {
    let line =
        "{\"position_ids\": [0, 1, 0, 1, 2], \"mask\": [1, 1, 0, 0, 1], "
        + "\"logp\": [-1, -2, -3, -4, -5], \"logp_old\": [-1, -1, -1, -1, -1], \"adv\": 1}\n"
    #expect(try read(line).lengths == [2, 1])
}

@Test("Packed sequences may have one advantage each; lengths that do not add up are said")
func packedScalars() throws {
    func line(_ lengths: String) -> String {
        "{\"seq_lens\": \(lengths), \"logp\": [-1, -2, -3, -4, -5], "
            + "\"logp_old\": [-1, -1, -1, -1, -1], \"adv\": [1, 2]}\n"
    }
    #expect(try read(line("[2, 3]")).tokens.map(\.advantage) == [1, 1, 2, 2, 2])
    let reading = try read(line("[2, 3]") + line("[2, 4]"))
    #expect(reading.tokens.count == 5 && reading.dropped("unequal length") > 0)
    #expect(reading.remarks.contains("line 2 is taken for one response"))
}

@Test("A batch longer than what is looked at first is still one")
func longBatch() throws {
    let row = "[" + Array(repeating: "-0.5", count: 40_000).joined(separator: ", ") + "]"
    let line =
        "{\"logp\": [\(row), \(row)], \"logp_old\": [\(row), \(row)], \"adv\": [1, -1]}\n"
    #expect(try read(line).tokens.count == 80_000)
}

@Test("Batches that come first after many single records are said, and read where a person says so")
func lateBatch() throws {
    let single =
        #"{"step": 0, "per_token_logps": [-0.5], "old_per_token_logps": [-0.5], "advantages": [1]}"#
        + "\n"
    let text = String(repeating: single, count: 2000) + batch + single
    let said = "1 line holds several arrays where those before hold one, and is left out: load "
    let first = try read(text)
    #expect(first.report.rowsUsed == 2001 && first.report.dropped.count == 1)
    #expect(first.remarks.contains(said) && first.remarks.contains(" records=several"))
    let second = try read(text, columns: ["records": "several"])
    #expect(second.report.rowsUsed == 2006 && second.report.rowsRead == 2007)
    #expect(second.dropped("mask") == 1 && second.report.dropped.count == 1)
    #expect(second.lengths.suffix(3) == [3, 2, 1] && !second.remarks.contains("left out: load"))
    // Where the first lines hold several, nobody needs to say it.
    #expect(try read(batch + text).report.rowsUsed == 2011)
    #expect(try read(batch + text, columns: ["records": "several"]).report.rowsUsed == 2011)
}
