// SPDX-License-Identifier: GPL-3.0-or-later

extension CurveFile {
    /// Joins the files that are parts of one run, each of which goes on where the one before it ends.
    ///
    /// Such are the event files in a folder, of which a trainer begins one each time it starts, and files
    /// whose names differ in the number at their end. Where a training was resumed, the later file's
    /// numbers replace the earlier one's from its first step on. What does not follow, such as the files
    /// of two seeds, stays as it is.
    ///
    /// - Parameter files: Files of curves, in any order.
    /// - Returns: The files, a joined one in the place of its first part, and what to say of them.
    package static func joiningParts(
        of files: [CurveFile]
    ) -> (files: [CurveFile], remarks: [String]) {
        let groups = Dictionary(grouping: files.indices) { PartName(files[$0].path) }
        var joined = files.map { Optional($0) }
        var remarks: [String] = []
        for places in groups.values.sorted(by: { $0[0] < $1[0] }) where places.count > 1 {
            let order = places.sorted { comesBefore(files[$0], files[$1]) }
            var runs: [CurveParts] = []
            for place in order {
                if runs.last?.goesOn(with: files[place]) == true {
                    runs[runs.count - 1].append(files[place])
                } else {
                    runs.append(CurveParts(files[place]))
                }
            }
            for place in places { joined[place] = nil }
            for (place, run) in zip(places, runs) { joined[place] = run.file }
            remarks += runs.compactMap(\.remark)
            if runs.count > 1, files[places[0]].isEventFile {
                remarks.append(CurveParts.apart(runs, of: files[places[0]]))
            }
        }
        return (joined.compactMap { $0 }, remarks)
    }

    /// Returns for each of some files the first that may be a part of the same run, by their paths alone.
    package static func kin(of paths: [String]) -> [Int] {
        var first: [PartName: Int] = [:]
        return paths.enumerated().map { index, path in
            let name = PartName(path)
            first[name] = first[name] ?? index
            return first[name] ?? index
        }
    }

    /// Whether it is named as TensorBoard names a folder's event files, after the time of each.
    var isEventFile: Bool { PartName(path).isOfEvents }

    /// Event files stand in the order of their names, others in that of their steps.
    private static func comesBefore(_ one: CurveFile, _ other: CurveFile) -> Bool {
        guard !one.isEventFile, let first = one.span?.lowerBound,
            let second = other.span?.lowerBound, first != second
        else { return one.path < other.path }
        return first < second
    }

    /// The first step and the last; nil where its steps are no steps of training.
    var span: ClosedRange<Double>? {
        guard axis == .step || axis == .epoch, let first = curves.compactMap(\.steps.first).min(),
            let last = curves.compactMap(\.steps.last).max()
        else { return nil }
        return first...last
    }
}

/// What the files have in common that may be parts of one run.
private struct PartName: Hashable {
    let folder: Substring
    let stem: String
    let isOfEvents: Bool

    init(_ path: String) {
        let end = path.lastIndex(of: "/")
        folder = path[..<(end ?? path.startIndex)]
        let name = path[(end.map { path.index(after: $0) } ?? path.startIndex)...]
        isOfEvents = name.hasPrefix("events.out.tfevents")
        let stem = isOfEvents ? "" : fileStem(path)
        let marks = "0123456789-_."
        self.stem = String(stem.reversed().drop { marks.contains($0) }.reversed())
    }
}
