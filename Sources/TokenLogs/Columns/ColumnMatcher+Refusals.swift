// SPDX-License-Identifier: GPL-3.0-or-later

extension ColumnMatcher {
    /// The file's column names for an error, at most 24 of them.
    var listedNames: String {
        let shown = names.prefix(24).map(printable).joined(separator: " ")
        return names.count > 24 ? shown + " …" : shown
    }

    /// What the file lacks of what a ratio and an advantage are read from, or nil.
    var lack: LogError? {
        if let board = lackOfBoard { return board }
        let missing = missingColumns
        guard !missing.isEmpty else { return nil }
        if let kind = ForeignLog(keys: keys, missing: missing) {
            return LogError(
                kind: .format,
                message: "\(kind.message): " + (names.isEmpty ? "none" : listedNames),
                hint: kind.hint)
        }
        return LogError(
            kind: .format,
            message: "no column for " + missing.map(\.name).joined(separator: ", ")
                + " among: " + (names.isEmpty ? "none" : listedNames),
            hint: hint(missing))
    }

    private var missingColumns: [Slot] {
        let hasRatio = chosen[.ratio] != nil || chosen[.logRatio] != nil
        // The old policy beside the engine's has not moved yet; a person may say the same.
        let isUnmoved =
            chosen[.logOld] != nil
            ? chosen[.logEngine] != nil || isLeftOut(.logNew)
            : chosen[.logNew] != nil && isLeftOut(.logOld)
        return [Slot.logOld, .logNew, .advantage].filter {
            chosen[$0] == nil && ($0 == .advantage || !(hasRatio || isUnmoved))
        }
    }

    /// Whether a person wants one policy to count for both.
    private func isLeftOut(_ slot: Slot) -> Bool {
        refused.contains(slot)
    }

    private func hint(_ missing: [Slot]) -> String {
        let name = "name it: \(missing[0].name)=NAME"
        guard missing.count == 1 else { return name }
        switch missing[0] {
        case .logOld, .logNew:
            return name + ", or \(missing[0].name)=\(MaskChoice.none) where the policy "
                + "has not moved, r = 1"
        case .advantage where chosen[.reward] != nil:
            return name + "; advantage=\(self.name(.reward)) takes the rewards"
        default: return name
        }
    }

    /// What is said of a policy and a reference without an old policy, as logging boards have them.
    private var lackOfBoard: LogError? {
        guard chosen[.logOld] == nil, !refused.contains(.logOld), chosen[.ratio] == nil,
            chosen[.logRatio] == nil, let new = chosen[.logNew],
            let reference = chosen[.logReference]
        else { return nil }
        let (policy, fixed) = (printable(names[new]), printable(names[reference]))
        let advantage =
            chosen[.advantage] != nil
            ? "" : chosen[.reward].map { " advantage=\(printable(names[$0]))" } ?? " advantage=NAME"
        return LogError(
            kind: .format,
            message: "\(policy) and \(fixed) are a policy and its fixed reference, "
                + "not the policy before and after an update",
            hint: "name the column of the sampling policy: logp_old=NAME, or read one policy, "
                + "with r = 1: logp_old=\(MaskChoice.none)\(advantage)")
    }

    /// Says what was understood in a way that a reader of the numbers must know.
    mutating func describe() {
        describeRepeats()
        let isEngine = chosen[.logOld].map { policies[.engine]?.contains($0) == true } ?? false
        if isEngine, chosen[.logNew] != nil {
            // With one update per batch, the ratio is their difference and nothing else.
            remarks.append(
                "logp_old is \(name(.logOld)), the sampling engine's own: the ratio also holds "
                    + "the difference between the engine and the trainer")
        }
        let hasRatio = chosen[.ratio] != nil || chosen[.logRatio] != nil
        if !hasRatio, chosen[.logOld] == nil || chosen[.logNew] == nil {
            let slot: Slot = chosen[.logOld] == nil ? .logNew : .logOld
            remarks.append(
                "the log has one policy, \(name(slot)), for logp_old and logp: r = 1 for every "
                    + "token"
                    + (chosen[.logEngine] == nil
                        ? "" : "; the engine's mismatch is what it can tell"))
        }
        let masks = (Slot.masks + [.sampleMask]).filter { chosen[$0] != nil }
        if chosen[.attentionMask] != nil, masks.isEmpty {
            remarks.append(
                "\(name(.attentionMask)) leaves out padding only: prompts may be among the tokens")
        }
    }

    /// Says which columns that are read are there twice.
    private mutating func describeRepeats() {
        var counts: [String: Int] = [:]
        for name in names { counts[name, default: 0] += 1 }
        for (slot, place) in chosen.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            guard let count = counts[names[place]], count > 1 else { continue }
            let times = count == 2 ? "twice" : "\(count) times"
            remarks.append(
                "\(printable(names[place])) is there \(times): the last column is read for "
                    + slot.name)
        }
    }
}
