// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// The values of one row before they are checked, by slot.
///
/// One is made for a file and filled again for every row. Texts point into the line that was
/// read, and die with it.
struct RowValues: ~Copyable {
    /// The number of slots, of which a test sees that they are all.
    static let count = 25

    // In memory of their own, for hundreds of bytes would be copied wherever a row is handed over.
    /// The numbers by place, as C fills them.
    let numbers: UnsafeMutablePointer<Double>
    private let texts: UnsafeMutablePointer<TextSlice>

    /// Whether what names the response is surely that of the row before.
    var repeatsKey = false

    /// Makes a row without values.
    init() {
        numbers = .allocate(capacity: Self.count)
        numbers.initialize(repeating: .missing, count: Self.count)
        texts = .allocate(capacity: Self.count)
        texts.initialize(repeating: .absent, count: Self.count)
    }

    deinit {
        numbers.deallocate()
        texts.deallocate()
    }

    /// A number, or one of the NaNs that say why there is none.
    subscript(slot: Slot) -> Double {
        @inline(__always) get { numbers[slot.rawValue] }
        @inline(__always) set { numbers[slot.rawValue] = newValue }
    }

    /// A text.
    subscript(text slot: Slot) -> TextSlice {
        @inline(__always) get { texts[slot.rawValue] }
        @inline(__always) set { texts[slot.rawValue] = newValue }
    }

    /// A number by the place of its slot.
    subscript(place place: Int) -> Double {
        @inline(__always) get { numbers[place] }
        @inline(__always) set { numbers[place] = newValue }
    }

    /// A text by the place of its slot.
    subscript(textPlace place: Int) -> TextSlice {
        @inline(__always) get { texts[place] }
        @inline(__always) set { texts[place] = newValue }
    }

    /// Forgets one value.
    mutating func forget(_ slot: Slot) {
        self[slot] = .missing
        self[text: slot] = .absent
    }

    /// Forgets all values.
    mutating func clear() {
        for index in 0..<Self.count {
            numbers[index] = .missing
            texts[index] = .absent
        }
    }
}

/// Why a value is no finite number.
enum NumberFault {
    case missing, notANumber, notFinite

    /// Returns why a value is no finite number, or nil where it is one.
    @inline(__always)
    init?(_ value: Double) {
        if value.isFinite { return nil }
        switch value.bitPattern {
        case Double.missing.bitPattern: self = .missing
        case Double.notANumber.bitPattern: self = .notANumber
        default: self = .notFinite
        }
    }

    /// Returns the reason for which a row with this fault is dropped.
    func reason(_ slot: Slot) -> DropReason {
        switch self {
        case .missing: .missing(slot)
        case .notANumber: .notANumber(slot)
        case .notFinite: .notFinite(slot)
        }
    }
}

extension Double {
    /// The number as a whole number, or nil where it is none that a double holds exactly.
    @inline(__always) var whole: Int? {
        guard abs(self) <= 0x1p53 else { return nil }
        let number = Int(self)
        return Double(number) == self ? number : nil
    }
}
