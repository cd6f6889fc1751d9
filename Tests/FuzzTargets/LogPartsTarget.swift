// SPDX-License-Identifier: GPL-3.0-or-later

import TokenLogs

extension FuzzTarget {
    /// Logs read in parts, on several threads where they are long: the first byte says how often what
    /// follows the first line is there.
    static let parts = FuzzTarget(
        name: "log-parts",
        seeds: {
            let text = [
                "token,old_logp,logp,adv\n\"a\nb\",-1,-2,1\n5\" disk,-1,-0.5,-1\n\"c\"\"\",-1,nan,1\n",
                #"{"logp":[-1,-2],"logp_old":[-1,-2],"adv":1}"# + "\n"
                    + #"{"logp":[-1],"logp_old":[-1],"adv":1,"mask":[0],"step":2}"# + "\n",
                #"{"logp":-1,"logp_old":-2,"adv":1,"token":"\u00e9"}"# + "\r\n\n{\n",
            ]
            return text.map { [0] + Array($0.utf8) } + text.map { [7] + Array($0.utf8) }
        },
        run: { input in
            guard let first = input.first else { return nil }
            let text = repeated(input.dropFirst(), first)
            return scratch.with(text) { comparesParts($0) } ?? nil
        })
}

/// Returns a text, of which what follows the first line is there often enough to be cut into parts, for
/// every eighth value of a byte.
private func repeated(_ text: ArraySlice<UInt8>, _ times: UInt8) -> [UInt8] {
    guard times % 8 == 7, let end = text.firstIndex(of: 0x0A) else { return Array(text) }
    let body = text[(end + 1)...]
    guard !body.isEmpty else { return Array(text) }
    let count = min(4096, 300_000 / body.count)
    return Array(text) + Array([ArraySlice<UInt8>](repeating: body, count: count).joined())
}

/// Returns nil where reading in parts, on one thread or several, says what reading by responses does.
private func comparesParts(_ path: String) -> String? {
    let serial = reading { () throws(LogError) in try readLog(path: path) { _ in } }
    let one = reading { () throws(LogError) in
        try readStatistics(path: path, into: LogStatistics(methods: []))
    }
    let two = reading { () throws(LogError) in
        try readStatistics(path: path, into: LogStatistics(methods: []), threads: 3)
    }
    switch (serial, one, two) {
    case (.success(let report), .success(let one), .success(let two)):
        guard report == one.report else { return "parts: \(one.report), responses: \(report)" }
        guard one.report == two.report else { return "threads report otherwise" }
        return one.statistics.histogram == two.statistics.histogram
            ? nil : "the ratios depend on the threads"
    case (.failure(let error), .failure(let one), .failure(let two)):
        let isSame = error.message == one.message && one.message == two.message
        return isSame ? nil : "parts fail by \(one.message), responses by \(error.message)"
    default: return "only one of two readings fails"
    }
}

private func reading<Value>(
    _ body: () throws(LogError) -> Value
) -> Result<Value, LogError> {
    do throws(LogError) { return .success(try body()) } catch { return .failure(error) }
}

private let scratch = ScratchFile("log-parts")
