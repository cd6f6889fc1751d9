// SPDX-License-Identifier: GPL-3.0-or-later

package import Results

/// Returns a row for each course: where it is, how it went, which way it goes.
///
/// - Parameters:
///   - courses: The numbers over the steps.
///   - width: How many characters the drawing of a course takes, a character a step at most.
///   - isASCII: Whether the screen shows nothing but ASCII.
/// - Returns: The table; programs do not get the drawing.
package func courseTable(_ courses: [Course], width: Int, isASCII: Bool = false) -> Table {
    let hasRuns = courses.contains { !$0.run.isEmpty }
    var table = Table(
        columns: [
            Table.Column("metric", importance: 6),
            Table.Column("run", nil, hasRuns ? .decimal : .hidden, importance: 5),
            Table.Column("points", nil, .hidden),
            Table.Column("first_step", "first step", .hidden),
            Table.Column("last_step", "step", .plain, importance: 2),
            Table.Column("course", "last \(width) steps", .peopleOnly, importance: 4),
            Table.Column("last", importance: 6), Table.Column("before", importance: 3),
            Table.Column("recent", importance: 3), Table.Column("trend", importance: 4),
        ])
    table.rows = courses.map { course in
        [
            .text(course.metric), course.run.isEmpty ? .none : .text(course.run),
            .integer(course.values.count), .optional(course.steps.first),
            .optional(course.steps.last),
            .text(sketch(course.values.suffix(width), isASCII: isASCII)),
            .optional(course.values.last), .optional(course.before), .optional(course.recent),
            course.trend.map { .text($0.rawValue) } ?? .none,
        ]
    }
    return table
}

/// Returns a character for each number, from the least to the greatest of them.
private func sketch(_ values: some Collection<Double>, isASCII: Bool) -> String {
    let marks = Array(isASCII ? "_.-~=+*#" : "▁▂▃▄▅▆▇█")
    guard let low = values.min(), let high = values.max() else { return "" }
    return String(
        values.map { value in
            guard high > low else { return marks[marks.count / 2] }
            let share = (value - low) / (high - low)
            return marks[min(marks.count - 1, max(0, Int(share * Double(marks.count))))]
        })
}
