// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Lab
import Results
import WorkbenchModel

/// Turns reports of a long job into a bar for a screen, or into a line now and then for a file.
///
/// Times are seconds on any clock that never goes back.
struct ProgressMeter: Sendable {
    private var started = 0.0
    /// What was done before the clock started, by an earlier command that this one goes on with.
    private var before = 0
    private var shown = -Double.infinity
    private var last: Progress?

    /// Returns the bar as it is now, or nil where the one on the screen will do.
    mutating func bar(_ progress: Progress, at now: Double, columns: Int) -> String? {
        take(progress, at: now)
        let isBytes = progress.unit == .bytes
        if isBytes, now - started < Self.pauseBeforeBytes { return nil }
        guard now - shown >= 0.05 || progress.done >= progress.total && !isBytes else {
            return nil
        }
        shown = now
        if isBytes, progress.total == 0 {
            return fitting("\(progress.text)  \(counts(progress, at: now))", into: columns - 1)
        }
        let tail = counts(progress, at: now)
        let room = min(30, columns - 8 - textWidth(progress.text) - textWidth(tail))
        guard room >= 5 else { return fitting("\(progress.text) \(tail)", into: columns - 1) }
        let full = min(room, max(0, room * progress.done / max(1, progress.total)))
        let bar = String(repeating: "=", count: full) + String(repeating: " ", count: room - full)
        return "\(progress.text) [\(bar)] \(tail)"
    }

    /// The seconds for which files are read before anybody hears of it.
    private static let pauseBeforeBytes = 1.0

    /// Returns a line to print, or nil where it is too soon for another: one every five seconds.
    mutating func line(_ progress: Progress, at now: Double) -> String? {
        guard progress.unit == .steps else { return nil }
        take(progress, at: now)
        guard now - max(shown, started) >= 5 else { return nil }
        shown = now
        return "\(progress.text) \(counts(progress, at: now))"
    }

    /// Remembers a report; another job begins where the total changes or the count falls.
    private mutating func take(_ progress: Progress, at now: Double) {
        if progress.total != last?.total || progress.done < last?.done ?? 0 {
            started = now
            before = progress.done
            shown = -.infinity
        }
        last = progress
    }

    /// Returns `12/80`, and after a second how fast it goes and how long it will take.
    private func counts(_ progress: Progress, at now: Double) -> String {
        let elapsed = now - started
        guard progress.unit == .steps else { return bytes(progress, elapsed) }
        let counts = "\(progress.done)/\(progress.total)"
        guard elapsed >= 1, progress.done > before, progress.done < progress.total else {
            return counts
        }
        let rate = Double(progress.done - before) / elapsed
        let left = Double(progress.total - progress.done) / rate
        return "\(counts)  \(oneDecimal(rate))/s  \(duration(left)) left"
    }
}

extension ProgressMeter {
    /// Returns `1.2 GB of 3.4 GB, 35 %, 212 MB/s, 10 s left`.
    private func bytes(_ progress: Progress, _ elapsed: Double) -> String {
        let rate = Double(progress.done - before) / elapsed
        let speed = "\(byteText(Int(min(max(rate, 0), 1e18))))/s"
        guard progress.total > 0 else { return "\(byteText(progress.done)), \(speed)" }
        let left = duration(Double(max(0, progress.total - progress.done)) / max(rate, 1))
        let share = Int(100 * Double(progress.done) / Double(progress.total))
        return "\(byteText(progress.done)) of \(byteText(progress.total)), \(share) %, \(speed), "
            + "\(left) left"
    }
}

/// Returns a number from 0 with one decimal; from 100 without.
private func oneDecimal(_ number: Double) -> String {
    guard number < 100 else { return String(Int(min(number, 1e15).rounded())) }
    let tenths = Int((number * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
}

/// Returns a time in seconds, minutes or hours.
private func duration(_ seconds: Double) -> String {
    let whole = Int(min(seconds, 1e9).rounded(.up))
    if whole < 100 { return "\(whole) s" }
    return whole < 6000 ? "\(whole / 60) min" : "\(whole / 3600) h"
}
