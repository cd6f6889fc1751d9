// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// The objects below some keys of an object, such as `{"step": 3, "samples": [{…}, {…}]}`.
///
/// Single values beside them hold for each; an array that is as long as theirs has one for each.
struct CarriedRecords: RecordMaker {
    private let shared: [JSONMember]
    private let lists: [JSONMember]
    private var carriers: ArraySlice<JSONMember>
    private var elements: JSONElements?
    private var beside: [(key: TextSlice, elements: JSONElements)] = []

    init(_ members: [JSONMember], carriers: [JSONMember]) {
        let names = Set(carriers.map(\.name))
        let others = members.filter { !names.contains($0.name) }
        shared = Array(others.filter { $0.value.sort == .single }.prefix(RecordShapes.mostColumns))
        lists = Array(others.filter { $0.value.sort == .array }.prefix(RecordShapes.mostColumns))
        self.carriers = carriers[...]
    }

    mutating func next() -> [JSONMember]? {
        while true {
            if let element = elements?.next() {
                // What is no object becomes one without columns, and is counted as that.
                var record = [JSONMember](element.bytes) ?? []
                record.inherit(shared)
                for index in beside.indices {
                    guard let value = beside[index].elements.next() else { continue }
                    record.inherit([JSONMember(key: beside[index].key, value: value)])
                }
                return record
            }
            guard let carrier = carriers.popFirst() else { return nil }
            if carrier.value.sort == .object {
                guard var record = [JSONMember](carrier.value.bytes) else { return [] }
                record.inherit(shared)
                return record
            }
            let count = carrier.value.count
            elements = JSONElements(carrier.value)
            beside = lists.filter { $0.value.count == count }
                .map { ($0.key, JSONElements($0.value)) }
        }
    }
}
