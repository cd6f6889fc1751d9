// SPDX-License-Identifier: GPL-3.0-or-later

/// Returns a number of bytes for people: `12 bytes`, `1.2 GB`.
package func byteText(_ count: Int) -> String {
    let units = ["kB", "MB", "GB", "TB", "PB", "EB"]
    guard count >= 1000 else { return counted(count, "byte") }
    var (value, unit) = (Double(count) / 1000, 0)
    while value >= 999.95, unit < units.count - 1 { (value, unit) = (value / 1000, unit + 1) }
    guard value < 99.95 else { return "\(Int(value.rounded())) \(units[unit])" }
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10) \(units[unit])"
}
