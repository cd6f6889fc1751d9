// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// Files of curves that follow one another.
struct CurveParts {
    private(set) var file: CurveFile
    private let first: CurveFile
    private var last: CurveFile
    private var count = 1
    private var replaced = 0

    init(_ file: CurveFile) { (self.file, first, last) = (file, file, file) }

    /// Returns whether a file begins where these end.
    ///
    /// That is after their last step, and not much farther from it than their steps are from each other.
    /// An event file may also begin within them, for a training that is resumed begins one.
    func goesOn(with next: CurveFile) -> Bool {
        guard next.axis == file.axis, next.stepName == file.stepName, next.format == file.format,
            let span = file.span, let later = next.span
        else { return false }
        let names = Set(file.curves.map(CurveName.init))
        let isShared = next.curves.contains { names.contains(CurveName($0)) }
        guard !next.isEventFile else { return !isShared || later.lowerBound > span.lowerBound }
        guard isShared, later.lowerBound > span.upperBound else { return false }
        return later.lowerBound - span.upperBound <= 2 * (widestGap ?? .infinity)
    }

    /// The widest distance between neighbouring steps of a curve; nil where there is none.
    private var widestGap: Double? {
        file.curves.flatMap { zip($0.steps.dropFirst(), $0.steps).map { $0 - $1 } }.max()
    }

    /// Adds the numbers of a file, which replace those at its steps and after them.
    mutating func append(_ next: CurveFile) {
        var curves = file.curves
        var places: [CurveName: Int] = [:]
        for (place, curve) in curves.enumerated() { places[CurveName(curve)] = place }
        for curve in next.curves {
            guard let place = places[CurveName(curve)] else {
                curves.append(curve)
                continue
            }
            let before = curves[place]
            let kept = before.steps.prefix { $0 < curve.steps.first ?? .infinity }.count
            replaced += before.steps.count - kept
            curves[place] = CurveFile.Curve(
                metric: curve.metric, group: curve.group, seed: curve.seed,
                steps: Array(before.steps.prefix(kept)) + curve.steps,
                values: Array(before.values.prefix(kept)) + curve.values)
        }
        let new = next.remarks.filter { !file.remarks.contains($0) }
        file = CurveFile(
            path: file.path, format: file.format, stepName: file.stepName, axis: file.axis,
            curves: curves, records: file.records + next.records, remarks: file.remarks + new)
        (last, count) = (next, count + 1)
    }

    /// Says that files were joined; nil where there is one.
    var remark: String? {
        guard count > 1 else { return nil }
        let replacements =
            replaced == 0
            ? "" : ", and \(counted(replaced, "number")) of a training that was resumed replaced"
        return "\(count) files are parts of one run and joined: \(visible(first.path)) to "
            + "\(visible(last.path))\(replacements)"
    }

    /// Says that the event files of a folder are several runs.
    static func apart(_ runs: [CurveParts], of file: CurveFile) -> String {
        let starts = runs.map { run in run.file.span.map { shortest($0.lowerBound) } ?? "no step" }
        return "the event files beside \(visible(file.path)) begin at "
            + "\(starts.joined(separator: ", ")): they do not follow one another and are "
            + "\(runs.count) runs"
    }

    private static func shortest(_ step: Double) -> String {
        step == step.rounded() && abs(step) < 1e15 ? "\(Int(step))" : "\(step)"
    }
}

/// What tells the curves of a file apart.
private struct CurveName: Hashable {
    let metric: String
    let group: String
    let seed: String?

    init(_ curve: CurveFile.Curve) {
        (metric, group, seed) = (curve.metric, curve.group, curve.seed)
    }
}
