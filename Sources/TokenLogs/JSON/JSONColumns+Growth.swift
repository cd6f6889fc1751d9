// SPDX-License-Identifier: GPL-3.0-or-later

extension JSONColumns {
    /// Adds what the new keys of an object mean.
    mutating func take(
        _ other: ColumnMapping, _ new: [String], _ line: Int
    ) throws(LogError) {
        try demandSameMeanings(other, new, line)
        for name in new {
            names.append(name)
            let entry = other.entries.first { $0.source == name }
            guard let entry, let slot = try freeSlot(for: entry, in: other, line) else {
                mapping.unused.append(name)
                continue
            }
            insert(
                ColumnMapping.Entry(
                    column: entry.column, source: name, index: names.count - 1, slot: slot,
                    isInverted: entry.isInverted))
        }
        for remark in other.remarks where !mapping.remarks.contains(remark) {
            mapping.remarks.append(remark)
        }
        keys = JSONKeys(names, mapping: mapping)
    }

    /// Returns the slot into which a new key is read, or nil where another key has it.
    private func freeSlot(
        for entry: ColumnMapping.Entry, in other: ColumnMapping, _ line: Int
    ) throws(LogError) -> Slot? {
        let areMasksNamed = overrides.keys.contains { LogColumn.named($0)?.slot == .mask }
        if entry.slot.isMask, !areMasksNamed {
            // Masks keep the places that they were given first.
            return ([entry.slot] + Slot.masks).first { !mapping.reads($0) }
        }
        let earlier = mapping.entries.filter { $0.slot == entry.slot }
        guard !earlier.contains(where: { isIn(other, $0.source) }) else { return nil }
        let role = PolicyRole(key: LogColumn.matchingKey(entry.source))
        let isOther = earlier.contains {
            PolicyRole(key: LogColumn.matchingKey($0.source)) != role
        }
        if entry.slot.isPolicy, earlier.isEmpty || isOther, !isNamed(entry) {
            throw late(entry, earlier.first, line)
        }
        return entry.slot
    }

    /// Whether a person named the column.
    private func isNamed(_ entry: ColumnMapping.Entry) -> Bool {
        overrides.keys.contains { LogColumn.named($0)?.slot == entry.slot }
    }

    /// What is said of a policy that comes late and that others were taken for.
    private func late(
        _ entry: ColumnMapping.Entry, _ earlier: ColumnMapping.Entry?, _ line: Int
    ) -> LogError {
        let name = printable(entry.source)
        let before = earlier.map { printable($0.source) + " was before" } ?? "nothing was before"
        return LogError(
            kind: .format, message: "\(name) comes first here for \(entry.column), which \(before)",
            line: line, hint: "name the column: \(entry.column)=\(name)")
    }

    private func isIn(_ other: ColumnMapping, _ name: String) -> Bool {
        other.unused.contains(name) || other.entries.contains { $0.source == name }
    }

    /// Puts an entry after those of its column, or where a person's turns have it.
    private mutating func insert(_ entry: ColumnMapping.Entry) {
        func order(_ entry: ColumnMapping.Entry) -> (Int, Int) {
            (Slot.inOrder.firstIndex(of: entry.slot) ?? 0, turn(entry))
        }
        let place = mapping.entries.firstIndex { order($0) > order(entry) }
        mapping.entries.insert(entry, at: place ?? mapping.entries.count)
    }

    /// Returns where an entry stands among the names that a person typed for its column.
    private func turn(_ entry: ColumnMapping.Entry) -> Int {
        let typed = overrides.first { LogColumn.named($0.key)?.slot == entry.slot }?.value
        let names = typed?.split(separator: "|").map { LogColumn.matchingKey(String($0)) } ?? []
        return names.firstIndex(of: LogColumn.matchingKey(entry.source)) ?? 0
    }

    /// Throws where a key of ours would mean something else beside the new ones.
    private func demandSameMeanings(
        _ other: ColumnMapping, _ new: [String], _ line: Int
    ) throws(LogError) {
        for entry in mapping.entries {
            guard let changed = other.entries.first(where: { $0.source == entry.source }),
                changed.slot != entry.slot, !(changed.slot.isMask && entry.slot.isMask)
            else { continue }
            let cause = other.entries.first {
                $0.slot == entry.slot && new.contains($0.source)
            }
            let name = printable(cause?.source ?? new.first ?? "")
            throw LogError(
                kind: .format,
                message: "\(name) comes first here, and beside it \(printable(entry.source)) is "
                    + "\(changed.column), where it was \(entry.column) before",
                line: line, hint: "name the column: \(entry.column)=\(name)")
        }
    }
}

/// Returns texts without those that were there before, in their order.
func unique(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    return texts.filter { seen.insert($0).inserted }
}
