// SPDX-License-Identifier: GPL-3.0-or-later

extension ColumnMatcher {
    /// Takes every mask whose name says what it means, and refuses the others.
    mutating func chooseMasks() throws(LogError) {
        // A person who names masks names all of them.
        guard !refused.contains(.mask) else { return }
        let all = Set(keys)
        var unclear: [String] = []
        for (place, key) in keys.enumerated() where !isTaken(place) {
            guard let sense = MaskSense(key: key), !MaskSense.isClipMark(key, among: all),
                self.place(names[place]) == place
            else { continue }
            switch sense {
            case .unclear: unclear.append(names[place])
            case .responses where !isSettled(.sampleMask): chosen[.sampleMask] = place
            case .responses where refused.contains(.sampleMask): break
            case .attention where !isSettled(.attentionMask): chosen[.attentionMask] = place
            case .tokens, .responses, .attention:
                guard let free = Slot.masks.first(where: { !isSettled($0) }) else {
                    throw Self.tooManyMasks
                }
                chosen[free] = place
            }
        }
        if let name = unclear.first { throw Self.unclearMask(name, beside: applied) }
        if all.contains("ismasked"), MaskSense.isClipMark("ismasked", among: all) {
            remarks.append("is_masked is what the trainer's own loss clipped, and no mask here")
        }
    }

    /// The masks that are read, as they can be typed.
    private var applied: [String] {
        (Slot.masks + [.attentionMask]).compactMap { slot in
            chosen[slot].map { printable(names[$0]) }
        }
    }

    /// What is said of a mask that can be understood in two ways.
    static func unclearMask(_ name: String, beside others: [String]) -> LogError {
        let name = printable(name)
        let before = others.map { $0 + MaskChoice.product }.joined()
        let without = others.isEmpty ? MaskChoice.none : others.joined(separator: "*")
        return LogError(
            kind: .format,
            message: "\(name) may be 1 for tokens in the loss or for tokens outside it",
            hint: "say it: mask=\(before)\(name) where 1 is in the loss, "
                + "mask=\(before)\(MaskChoice.negation)\(name) where 1 is outside, "
                + "mask=\(without) to leave it out")
    }
}
