// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import TokenLogs

private let clear = [
    "mask", "masks", "response_mask", "completion_mask", "loss_mask", "loss_masks",
    "token_loss_mask", "action_mask", "new_response_mask", "tool_mask", "tool_masks",
    "assistant_mask", "assistant_masks", "valid_mask", "generation_mask", "generated_mask",
    "response_loss_mask", "Loss-Mask", "completionMask", "train_mask", "output_mask",
]

private let unclear = [
    "padding_mask", "pad_mask", "masked", "is_masked", "ignore", "ignore_mask", "ignored", "pad",
    "is_padding", "prompt_mask", "masked_out", "special_tokens_mask", "clip_mask", "entropy_mask",
    "observation_mask", "mask_out", "unmasked", "xyz_mask", "inverse_loss_mask", "padding",
]

@Test("Masks are applied under all their names, and stand in the mapping", arguments: clear)
func clearMask(name: String) throws {
    for (yes, no) in [("1", "0"), ("true", "false"), ("True", "False"), ("1.0", "0.0")] {
        let reading = try read("logp_old,logp,adv,\(name)\n-1,-1,1,\(yes)\n-1,-9,1,\(no)\n")
        #expect(reading.tokens.map(\.row) == [1] && reading.dropped("mask") == 1)
        #expect(reading.report.mapping["mask"] == name)
    }
}

@Test("Masks whose sense is not clear are refused with how to say it", arguments: unclear)
func unclearMask(name: String) throws {
    let text = "logp_old,logp,adv,\(name)\n-1,-1,1,0\n-1,-9,1,1\n"
    let error = try #require(refusal(text))
    #expect(error.kind == .format && error.message.hasPrefix(name))
    for choice in ["mask=\(name) ", "mask=not:\(name) ", "mask=none"] {
        #expect(error.hint?.contains(choice) == true, "\(error)")
    }
    #expect(try read(text, columns: ["mask": name]).tokens.map(\.row) == [2])
    let inverted = try read(text, columns: ["mask": "not:\(name)"])
    #expect(inverted.tokens.map(\.row) == [1] && inverted.tokens.map(\.mask) == [1])
    #expect(inverted.report.mapping.description.hasSuffix("mask=not:\(name)"))
    let none = try read(text, columns: ["mask": "none"])
    #expect(none.tokens.count == 2 && none.report.mapping.unused == [name])
    #expect(none.report.mapping.description.hasSuffix("mask=none"))
}

@Test(
    "Statistics and numbers of a mask are no masks",
    arguments: [
        "mask_ratio", "mask_frac", "masked_fraction", "mask_mean", "mask_token_id", "mask_sum",
        "num_masked_tokens",
    ])
func noMask(name: String) throws {
    let reading = try read("logp_old,logp,adv,\(name)\n-1,-1,1,0\n")
    #expect(reading.tokens.count == 1 && reading.report.mapping.unused == [name])
}

@Test("A clear mask beside an unclear one is part of what to type")
func besides() throws {
    let text = "logp_old,logp,adv,loss_mask,ignore\n-1,-1,1,1,0\n-1,-9,1,1,1\n-1,-9,1,0,0\n"
    let hint = try #require(refusal(text)?.hint)
    #expect(hint.contains("mask=loss_mask*ignore where"))
    #expect(hint.contains("mask=loss_mask*not:ignore where") && hint.contains("mask=loss_mask to"))
    #expect(try read(text, columns: ["mask": "loss_mask*not:ignore"]).tokens.map(\.row) == [1])
    #expect(try read(text, columns: ["mask": "loss_mask"]).tokens.map(\.row) == [1, 2])
}

@Test("All masks multiply, in rows and in arrays; those of responses too")
func product() throws {
    let names = ["loss_mask", "tool_mask", "valid_mask", "sample_mask", "attention_mask"]
    for (place, name) in names.enumerated() {
        var values = ["1", "1", "1", "1", "1"]
        values[place] = "0"
        let header = "logp_old,logp,adv," + names.joined(separator: ",")
        let rows = "-1,-1,1,1,1,1,1,1\n-1,-9,1," + values.joined(separator: ",")
        #expect(try read(header + "\n" + rows + "\n").tokens.map(\.row) == [1], "\(name)")
    }
    let line =
        #"{"old_logps": [-1, -1, -1], "logps": [-1, -1, -1], "adv": 1, "loss_mask": [1, 1, 0], "#
        + #""tool_mask": [true, false, true], "sample_mask": 1, "train_mask": [2, 2, 2]}"#
    let reading = try read(
        line + "\n" + line.replacing("\"sample_mask\": 1", with: "\"sample_mask\": 0"))
    #expect(reading.tokens.map(\.row) == [1] && reading.tokens.map(\.mask) == [2])
    #expect(
        reading.report.mapping.description.hasSuffix(
            "mask=loss_mask*tool_mask*train_mask sample_mask=sample_mask"))
}

@Test("A mask that cannot be read drops its row with the reason")
func unreadableMask() throws {
    let text = "logp_old,logp,adv,loss_mask,tool_mask\n-1,-1,1,1,x\n-1,-1,1,1,\n-1,-1,1,1,nan\n"
    let reading = try read(text + "-1,-1,1,1,1\n")
    #expect(reading.tokens.count == 1)
    for reason in ["mask is not a number: x at first", "mask is missing", "mask is not finite"] {
        #expect(reading.dropped(reason) == 1, "\(reading.report.dropped)")
    }
}

@Test("prime-rl's marks of what it clipped are no masks; such a name alone is refused")
func clipMarks() throws {
    let text =
        "loss_mask,is_masked,is_masked_high,is_masked_low,logp_old,logp,adv\n1,1,1,0,-1,-1,1\n"
    let reading = try read(text)
    #expect(reading.tokens.count == 1 && reading.report.mapping["mask"] == "loss_mask")
    #expect(reading.remarks.contains("is_masked is what the trainer's own loss clipped"))
    #expect(Set(reading.report.mapping.unused) == ["is_masked", "is_masked_high", "is_masked_low"])
    #expect(refusal("is_masked,logp_old,logp,adv\n1,-1,-1,1\n") != nil)
}

@Test("An attention mask alone leaves out padding and says that prompts may be there")
func attention() throws {
    let reading = try read("attention_mask,logp_old,logp,adv\n1,-1,-1,1\n0,-1,-1,1\n")
    #expect(reading.tokens.count == 1 && reading.remarks.contains("leaves out padding only"))
    let both = try read("attention_mask,loss_mask,logp_old,logp,adv\n1,1,-1,-1,1\n")
    #expect(!both.remarks.contains("padding only"))
}

@Test("A name that has the signs in it is a name first; too many masks are refused")
func oddNames() throws {
    let text = "a*b,logp_old,logp,adv\n1,-1,-1,1\n0,-1,-1,1\n"
    #expect(try read(text, columns: ["mask": "a*b"]).tokens.count == 1)
    #expect(
        refusal(text, columns: ["mask": "a*c"])?.message.contains("no column a for mask") == true)
    #expect(
        refusal(text, columns: ["mask": ""]) != nil && refusal(text, columns: ["mask": "*"]) != nil)
    #expect(refusal(text, columns: ["mask": "a*b", "logp": "a*b"]) != nil)
    let names = ["loss", "tool", "valid", "token", "action", "train"].map { $0 + "_mask" }
    let error = refusal(names.joined(separator: ",") + ",logp_old,logp,adv\n1,1,1,1,1,1,-1,-1,1\n")
    #expect(error?.message.contains("more than 5 masks") == true)
}

@Test("A turn ends where the mask leaves tokens out, and begins with the response")
func turnsOfMasks() throws {
    let rows = [
        "0,0,-1,0", "0,1,-1,1", "0,2,-1,1", "0,3,-1,0", "0,4,-1,0", "0,5,-1,1", "0,6,x,1",
        "0,7,-1,1",
        "0,8,-1,0", "1,0,-1,1", "1,1,-1,0", "1,2,-1,1",
    ]
    func text(_ head: String, _ rows: [String]) -> String {
        ([head] + rows).map { $0 + "\n" }.joined()
    }
    let log = text("response_id,position,logp_old,mask,logp,adv", rows.map { $0 + ",-1,1" })
    let reading = try read(log)
    // A row that cannot be read ends none.
    #expect(reading.tokens.map(\.turn) == [1, 1, 2, 2, 1, 2])
    let plain = text("logp_old,logp,adv", ["-1,-1,1", "-1,-1,1"])
    #expect(try read(plain).tokens.map(\.turn) == [nil, nil])
    let arrays =
        "{\"logp_old\": [-1, -1, -1], \"logp\": [-1, -1, -1], \"adv\": 1, \"mask\": [1, 0, 1]}\n"
    #expect(try read(arrays + arrays).tokens.map(\.turn) == [1, 2, 1, 2])

    var parts = LogParts(by: .turn, empty: 0)
    _ = try readLog(path: resource("cases/multiturn.jsonl")) { response in
        parts.add(response) { $0 += $1.count }
    }
    #expect(parts.parts.map(\.key?.parts) == [[.number(1)], [.number(2)]])
    #expect(parts.parts.map(\.sums) == [4, 4])
}

@Test("A column of turns goes before what the mask says, and stands without one")
func turnsOfColumns() throws {
    let rows = "0,-1,1,-1,1\n3,-1,0,-1,1\n3,-1,1,-1,1\nx,-1,1,-1,1\n"
    for name in ["turn", "Turn_ID", "turn-index"] {
        let reading = try read("\(name),logp_old,mask,logp,adv\n" + rows)
        #expect(reading.report.mapping["turn"] == name)
        // What cannot be read is as the mask has it, and is noted.
        #expect(reading.tokens.map(\.turn) == [0, 3, 2])
        #expect(reading.remarks.contains("turn"))
    }
    let plain = try read("turn,logp_old,logp,adv\n1,-1,-1,1\n2,-1,-1,1\n")
    #expect(plain.tokens.map(\.turn) == [1, 2])
    let arrays = try read(
        "{\"logp_old\": [-1, -1], \"logp\": [-1, -1], \"adv\": 1, \"turn\": [1, 2]}\n"
            + "{\"logp_old\": [-1, -1], \"logp\": [-1, -1], \"adv\": 1, \"turn\": 4}\n")
    #expect(arrays.tokens.map(\.turn) == [1, 2, 4, 4])
}
