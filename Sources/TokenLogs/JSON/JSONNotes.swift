// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// What is counted over the objects of a file, for the remarks of its report.
struct JSONNotes: Sendable {
    /// The objects that were read.
    var records = 0

    /// Whether objects hold arrays.
    private(set) var hasArrays = false

    /// The objects that hold several arrays where one is read.
    var several = 0

    /// How often each key was there again in one object, by its name's place.
    private var repeats: [Int: Int] = [:]

    /// Objects without a mask that others have, by the mask's slot.
    private var unmasked: [Slot: Int] = [:]

    /// Responses in which a column has another length and is left out.
    private var leftOut: [Slot: Int] = [:]

    /// Responses whose longer arrays were aligned at the last token.
    private var aligned: [Slot: Int] = [:]

    /// Responses whose old policy is null as a whole.
    private var unmoved = 0

    /// Notes keys that are there again in one object.
    mutating func add(repeated keys: [Int]) {
        for key in keys where repeats[key] != nil || repeats.count < 100 {
            repeats[key, default: 0] += 1
        }
    }

    /// Lets a mask that an object does not have leave nothing out.
    mutating func fill(_ absent: UInt32, _ record: inout JSONRecord, _ mapping: ColumnMapping) {
        for entry in mapping.entries where absent & entry.slot.bit != 0 {
            record.fill(entry.slot, entry.isInverted ? 0 : 1)
            unmasked[entry.slot, default: 0] += 1
        }
    }

    /// Takes a mask that is null for a whole response as one that is not there.
    mutating func fillNull(_ record: inout JSONRecord, _ columns: JSONColumns) {
        let masks = columns.keys.masks & record.filled
        guard masks != 0 else { return }
        for entry in columns.mapping.entries
        where masks & entry.slot.bit != 0 && record.array(entry.slot) == nil
            && record.row[entry.slot].bitPattern == Double.missing.bitPattern
        {
            fill(entry.slot.bit, &record, columns.mapping)
        }
    }

    /// Notes that a mask came first in an object after others.
    mutating func addFirst(_ slot: Slot) {
        if records > 0 { unmasked[slot, default: 0] += records }
    }

    /// Notes how the arrays of a response were fitted together.
    mutating func add(_ response: JSONResponse) {
        hasArrays = true
        for slot in response.leftOut { leftOut[slot, default: 0] += 1 }
        for slot in response.aligned { aligned[slot, default: 0] += 1 }
        if response.isUnmoved { unmoved += 1 }
    }

    /// Adds the counts of another piece of the file.
    mutating func add(_ other: JSONNotes) {
        records += other.records
        several += other.several
        hasArrays = hasArrays || other.hasArrays
        repeats.merge(other.repeats, uniquingKeysWith: +)
        unmasked.merge(other.unmasked, uniquingKeysWith: +)
        leftOut.merge(other.leftOut, uniquingKeysWith: +)
        aligned.merge(other.aligned, uniquingKeysWith: +)
        unmoved += other.unmoved
    }

    /// What a reader of the numbers should know about the objects, one sentence each.
    func remarks(_ columns: JSONColumns) -> [String] {
        let mapping = columns.mapping
        func name(_ slot: Slot) -> String {
            printable(mapping.entries.first { $0.slot == slot }?.source ?? slot.name)
        }
        var remarks = turns(mapping)
        remarks += inOrder(unmasked).map { slot, count in
            "\(name(slot)) is not there or null in \(count) of \(counted(records, "object")): "
                + "none of their tokens is left out by it"
        }
        remarks += inOrder(leftOut).map { slot, count in
            "\(slot.name) has another length than the log-probabilities in "
                + "\(counted(count, "response")) and is left out there"
        }
        if let most = aligned.values.max() {
            let names = inOrder(aligned).map { name($0.0) }
            remarks.append(
                "longer than the log-probabilities, so that the last values are taken, in "
                    + "\(counted(most, "response")): \(names.joined(separator: ", "))")
        }
        if unmoved > 0 {
            remarks.append(
                "\(name(.logOld)) is null in \(counted(unmoved, "response")): the old policy is the "
                    + "current one there, and r = 1 (TRL keeps none where nothing has moved yet)")
        }
        return remarks + repeatRemarks(columns)
    }

    /// Says which names take turns.
    private func turns(_ mapping: ColumnMapping) -> [String] {
        mapping.choices.compactMap { choice in
            let sources = mapping.entries
                .filter { $0.column == choice.column && !$0.slot.isMask }.map(\.source)
            guard sources.count > 1 else { return nil }
            return "\(choice.column) is read from "
                + sources.map(printable).joined(separator: " and ") + ", whichever is there"
        }
    }

    /// Says which keys were there twice in one object.
    private func repeatRemarks(_ columns: JSONColumns) -> [String] {
        repeats.sorted { $0.key < $1.key }.map { key, count in
            "\(printable(columns.names[key])) is there twice in one object, "
                + "\(counted(count, "time")): the later value is read"
        }
    }

    private func inOrder(_ counts: [Slot: Int]) -> [(Slot, Int)] {
        counts.sorted { $0.key.rawValue < $1.key.rawValue }.map { ($0.key, $0.value) }
    }
}
