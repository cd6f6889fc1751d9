// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import TokenLogs

private let header = "logp_old,logp,adv\n"

@Test(
    "Numbers that stand for no log-probability are left out by name",
    arguments: [
        ("-9999", "−9999"), ("-9999.0", "−9999"), ("-1e9", "−1e9"), ("-1000000000.0", "−1e9"),
        ("-1000", "−1000"), ("-10000", "−10000"), ("-3.4028235e+38", "float32's lowest number"),
        ("-3.4028234663852886e+38", "float32's lowest number"), ("-65504", "−65504"),
        ("-12345.5", "below −1000"), ("-1e300", "below −1000"),
    ])
func sentinels(written: String, named: String) throws {
    for (row, column) in [("\(written),-1,1", "logp_old"), ("-1,\(written),1", "logp")] {
        let text = header + "-1,-2,1\n\(row)\n-999.5,-990,1\n"
        let reading = try read(text)
        #expect(reading.tokens.map(\.row) == [1, 3])
        #expect(reading.dropped("\(column) is \(named), no log-probability") == 1)
        #expect(try read(text, columns: ["keep": "sentinels"]).tokens.count == 3)
    }
}

@Test("Many different sentinels are one reason")
func manySentinels() throws {
    let rows = (0..<500).map { "-\(2000 + $0).5,-1,1\n" }.joined()
    let reading = try read(header + "-1,-1,1\n" + rows)
    #expect(reading.report.dropped.map(\.count) == [500])
}

@Test("An exact 0 is left out where the other policy is far from certain, on either side")
func zeros() throws {
    let rows = "0,-2.4,1\n-2.4,0.0,1\n-0,-0.11,1\n0,-0.09,1\n0,0,1\n-1e-9,-2,1\n-1,-2,1\n"
    let reading = try read(header + rows)
    #expect(reading.tokens.map(\.row) == [4, 5, 6, 7])
    #expect(reading.dropped("logp_old is exactly 0 where") == 2)
    #expect(reading.dropped("logp is exactly 0 where") == 1)
    #expect(reading.dropped("(keep=zeros reads it)") == 3)
    #expect(reading.remarks.contains("1 used row with a log-probability of exactly 0 in one"))
    let kept = try read(header + rows, columns: ["keep": "zeros"])
    #expect(kept.tokens.count == 7 && kept.report.dropped.isEmpty)
    #expect(
        kept.remarks.contains("4 used rows with a log-probability of exactly 0 in one policy: kept")
    )
}

@Test("Certain tokens of a greedy run are no suspects, and nothing is said of them")
func certain() throws {
    let rows = String(repeating: "0,-1e-7,1\n-0.5,-0.6,1\n", count: 20)
    let reading = try read(header + rows)
    #expect(reading.tokens.count == 40 && !reading.remarks.contains("exactly 0"))
}

@Test("Zeros in both policies without a mask are pointed at, as padding may be")
func bothZero() throws {
    let rows = "-0.5,-0.6,1\n-0.5,-0.6,1\n0,0,1\n"
    #expect(try read(header + rows).remarks.contains("padding without a mask"))
    let masked = rows.replacing(",1\n", with: ",1,1\n")
    #expect(try !read("logp_old,logp,adv,mask\n" + masked).remarks.contains("padding"))
}

@Test("What the engine or the reference has no log-probability for is missing there, and counted")
func furtherPolicies() throws {
    let rows = "-1,-1,1,-1,-1\n-1,-1,1,-9999,0\n-1,-1,1,0,0.5\n-1,-1,1,,-2\n-0.01,-0.01,1,0,0\n"
    let reading = try read("logp_old,logp,adv,rollout_logps,ref_logps\n" + rows)
    #expect(reading.tokens.map(\.engineLogProbability) == [-1, nil, nil, nil, 0])
    #expect(reading.tokens.map(\.referenceLogProbability) == [-1, nil, nil, -2, 0])
    #expect(reading.remarks.contains("logp_engine is no log-probability"))
    #expect(reading.remarks.contains("logp_engine is missing or null in 1 of 5 used rows"))
}

@Test("Clamped ratios and rounding above 0 are counted and named")
func clampedAndRounded() throws {
    let reading = try read(header + "-90,-1,1\n-1,-90,1\n0.0009,-0.01,1\n-1,-1.5,1\n")
    #expect(reading.tokens.count == 4)
    #expect(reading.remarks.contains("2 ratios beyond e^±20 counted as e^±20"))
    #expect(reading.remarks.contains("1 used row with a log-probability up to 0.001 above 0"))
}

@Test("What cannot be kept is refused with what can")
func keepWords() throws {
    let error = refusal(header + "-1,-1,1\n", columns: ["keep": "ones"])
    #expect(error?.hint == "keep=zeros or keep=sentinels")
    #expect(
        try read(header + "0,-2,1\n-9999,-2,1\n", columns: ["keep": "zeros,sentinels"]).tokens.count
            == 2)
}

@Test("A constant factor is pointed at where tokens differ, and only there")
func constantFactor() throws {
    let tokens = (1...20).map { Double($0) / 10 }
    func log(_ factor: (Double) -> Double) -> String {
        header + tokens.map { "\(-$0),\(-$0 + factor($0)),1\n" }.joined()
    }
    #expect(try read(log { _ in -0.5 }).remarks.contains("every ratio is 0.606531"))
    #expect(try !read(log { $0 * 1e-4 }).remarks.contains("every ratio is"))
    #expect(
        try !read(header + String(repeating: "-1,-0.9,1\n", count: 20)).remarks.contains("every"))
    #expect(try read(log { _ in 0 }).remarks.contains("on-policy"))
}

@Test("Bits are guessed where entropies in nats show them, and not otherwise")
func bits() throws {
    // A coin of 0.3 and 0.7, whose tokens come exactly as often as they are likely.
    let logs =
        [Double](repeating: -1.2039728043259361, count: 3)
        + [Double](repeating: -0.35667494393873245, count: 7)
    func log(unit: Double) -> String {
        let rows = logs.map { "\($0 * unit),\($0 * unit),1,0.6108643020548935\n" }.joined()
        return "logp_old,logp,adv,entropy\n" + String(repeating: rows, count: 200)
    }
    #expect(
        try read(log(unit: 1.4426950408889634)).remarks.contains(
            "a guess: log-probabilities seem to be in bits"))
    #expect(try !read(log(unit: 1)).remarks.contains("bits"))
    #expect(try !read(log(unit: 2)).remarks.contains("bits"))
    #expect(try !read(path: resource("tiny-grpo-tokens.csv")).remarks.contains("bits"))
    #expect(try !read(path: resource("unstable-grpo-tokens.csv")).remarks.contains("bits"))
}
