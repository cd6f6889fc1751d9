// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// What a file says at each of its steps, column by column, before it is known what the columns mean.
///
/// Readers of formats fill it record by record; ``CurveAssembly`` makes curves of it.
struct CurveTable {
    private(set) var columns: [CurveColumn] = []
    private var places: [String: Int] = [:]
    /// The records so far.
    private(set) var rowCount = 0
    /// The columns that the record that is being read has touched.
    private var touched: [Int32] = []
    /// The keys of JSON objects.
    var plan = KeyPlan()

    /// The format in words.
    var format = ""
    /// Lines that could not be read.
    var unreadable = 0
    /// Lines of another sort between the records: a trainer's messages.
    var passedOver = 0
    /// Numbers with a comma in the place of the dot.
    private(set) var commas = 0
    /// Names that stood twice in one record.
    private(set) var doubled: Set<String> = []
    /// What a column `value` holds, where only the file's name says so.
    var valueName: (run: String, metric: String)?
    /// Whether columns are called `run - metric`, as those of charts of W&B.
    var isChart = false
    private var isOver = false

    /// Whether more columns came than a file of curves can have.
    var isTooMany: Bool { isOver || plan.isFull }

    /// The most curves of a file; where each number has a name of its own, it holds no curves.
    static let mostCurves = 100_000

    /// The most bytes of a metric's name.
    static let longestName = 1000

    /// Returns the place of a column, which is made where there is none of the name yet; nil where there
    /// are too many.
    mutating func place(of name: String) -> Int? {
        if let place = places[name] { return place }
        guard columns.count < Self.mostCurves + 100 else {
            isOver = true
            return nil
        }
        let place = columns.count
        places[name] = place
        columns.append(CurveColumn(name))
        return place
    }

    /// Adds a number to the record that is being read; a NaN says why there is none.
    @inline(__always)
    mutating func add(_ number: Double, to place: Int) {
        guard number.isFinite else { return addUnusual(number, to: place) }
        if columns[place].role.takesLabels { return addLabel(of: number, to: place) }
        if !columns[place].append(number, row: rowCount) { noteDouble(place) }
        touched.append(Int32(truncatingIfNeeded: place))
    }

    /// Adds what is no finite number: NaN where it is an infinity, nothing where none is there.
    @inline(never)
    private mutating func addUnusual(_ number: Double, to place: Int) {
        switch NumberFault(number) {
        case nil, .missing: return
        case .notANumber: columns[place].notNumbers += 1
        case .notFinite:
            if !columns[place].append(.nan, row: rowCount) { noteDouble(place) }
            touched.append(Int32(place))
        }
    }

    /// Adds a number that names something: a seed, a rank.
    private mutating func addLabel(of number: Double, to place: Int) {
        var text = number.whole.map { "\($0)" } ?? "\(number)"
        text.withUTF8 { addLabel($0, to: place) }
    }

    /// Adds a text where the column takes one, else the number that it stands for.
    mutating func add(_ text: TextSlice, to place: Int) {
        let role = columns[place].role
        let isLabel = role == .kind && (columns[place].values.isEmpty || columns[place].holdsLabels)
        guard role.takesLabels || isLabel else {
            var number = fieldNumber(text.bytes)
            if case .step = role, let slash = text.bytes.firstIndex(of: UInt8(ascii: "/")) {
                number = fieldNumber(Bytes(rebasing: text.bytes[..<slash]))
            }
            if NumberFault(number) == .notANumber, hasDecimalComma(text.bytes) { commas += 1 }
            return add(number, to: place)
        }
        if text.form == .plain { return addLabel(text.bytes, to: place) }
        var decoded = text.string ?? ""
        decoded.withUTF8 { addLabel($0, to: place) }
    }

    private mutating func addLabel(_ text: Bytes, to place: Int) {
        guard let text = trimmed(text), text.count <= Self.longestName else { return }
        isOver = isOver || columns[place].labels.count > Self.mostCurves
        if !columns[place].append(label: text, row: rowCount) { noteDouble(place) }
        touched.append(Int32(place))
    }

    private mutating func noteDouble(_ place: Int) {
        if doubled.count < 20 { doubled.insert(columns[place].name) }
    }

    /// Ends the record; one without a value is none.
    mutating func endRecord() {
        if !touched.isEmpty { rowCount += 1 }
        touched.removeAll(keepingCapacity: true)
    }

    /// Forgets the record that is being read.
    mutating func dropRecord() {
        for place in touched { columns[Int(place)].forget(row: rowCount) }
        touched.removeAll(keepingCapacity: true)
    }

    /// Begins a column that comes as a whole.
    mutating func startColumn() { endColumns(0) }

    /// Goes to the next value of a column that comes as a whole.
    mutating func nextOfColumn() { endColumns(rowCount + 1) }

    /// Ends columns that came one by one, each with so many records.
    mutating func endColumns(_ count: Int) {
        rowCount = count
        touched.removeAll(keepingCapacity: true)
    }

    /// Gives a column's numbers away.
    mutating func takeValues(of place: Int) -> [Double] { columns[place].takeValues() }
}

extension CurveTable {
    /// Adds a number by its column's name.
    mutating func add(_ number: Double, named name: String) {
        guard name.utf8.count <= Self.longestName, let place = place(of: name) else { return }
        add(number, to: place)
    }

    /// Adds a text by its column's name.
    mutating func add(_ text: Bytes, named name: String) {
        guard name.utf8.count <= Self.longestName, let place = place(of: name) else { return }
        add(TextSlice(bytes: text, form: .plain), to: place)
    }
}

/// Returns whether a text is a number but for a comma in it.
private func hasDecimalComma(_ text: Bytes) -> Bool {
    text.count < 40 && text.count(where: { $0 == .comma }) == 1
        && text.allSatisfy { $0.isDigit || $0.isBlank || $0 == .comma || $0 == UInt8(ascii: "-") }
}
