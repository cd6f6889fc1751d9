// SPDX-License-Identifier: GPL-3.0-or-later

/// A positive number as decimal digits: 0.d₁d₂d₃… · 10^point.
struct Decimal {
    /// The digits, the first of them not 0.
    private var digits: [UInt8]

    /// How many digits stand before the dot; negative for zeros after it.
    private var point: Int

    init(_ number: Double) {
        digits = []
        point = 0
        var seenDot = false
        var bytes = Array(number.description.utf8)[...]
        while let byte = bytes.first, byte != UInt8(ascii: "e") {
            bytes.removeFirst()
            if byte == UInt8(ascii: ".") {
                seenDot = true
            } else {
                if !seenDot { point += 1 }
                digits.append(byte - 48)
            }
        }
        point += Int(String(decoding: bytes.dropFirst(), as: UTF8.self)) ?? 0
        while digits.first == 0, digits.count > 1 {
            digits.removeFirst()
            point -= 1
        }
        dropZeros()
    }

    /// Returns the number with at most a count of digits, ties to the even digit.
    func rounded(to count: Int) -> Decimal {
        guard digits.count > count else { return self }
        var result = self
        result.digits = Array(digits[..<count])
        let next = digits[count]
        let isTie = next == 5 && digits.count == count + 1
        if isTie ? digits[count - 1] % 2 == 1 : next >= 5 { result.addOne() }
        result.dropZeros()
        return result
    }

    /// The digits with a dot where it belongs, or as a power of ten below 1e-4 and from 1e15 on.
    var text: String {
        let all = String(decoding: digits.map { $0 + 48 }, as: UTF8.self)
        if point < -3 || point > 15 {
            let power = point - 1
            let fraction = digits.count > 1 ? "." + all.dropFirst() : ""
            let size = power.magnitude < 10 ? "0\(power.magnitude)" : "\(power.magnitude)"
            return all.prefix(1) + fraction + "e" + (power < 0 ? "-" : "+") + size
        }
        if point <= 0 { return "0." + String(repeating: "0", count: -point) + all }
        if point >= digits.count {
            return all + String(repeating: "0", count: point - digits.count)
        }
        return all.prefix(point) + "." + all.dropFirst(point)
    }

    /// Adds one to the last digit.
    private mutating func addOne() {
        for i in digits.indices.reversed() {
            if digits[i] < 9 {
                digits[i] += 1
                return
            }
            digits[i] = 0
        }
        digits.insert(1, at: 0)
        point += 1
    }

    /// Drops zeros at the end.
    private mutating func dropZeros() {
        while digits.count > 1, digits.last == 0 { digits.removeLast() }
    }
}
