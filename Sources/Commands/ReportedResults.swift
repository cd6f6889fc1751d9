// SPDX-License-Identifier: GPL-3.0-or-later

import Results

/// A row of the article's comparison, as it was printed: nothing here is computed, nor computed with.
///
/// Numbers are percentages. Source: arXiv:2510.06062, versions 1 and 2.
struct ReportedResult: Sendable {
    /// The model.
    let model: String
    /// What it was trained from.
    let base: String
    /// Where the row stands: `v1`, `v2`, both, or elsewhere.
    let version: String
    /// For each benchmark of ``mathematics`` the mean over K answers, and pass at K where it was printed.
    var mathematics: [Score] = []
    /// The mean of these means, as printed.
    var mathematicsAverage: Double?
    /// For each benchmark of ``code``.
    var code: [Score] = []
    /// The mean of these, as printed.
    var codeAverage: Double?

    /// The mean over K answers, and pass at K.
    struct Score: Sendable {
        let mean: Double
        let pass: Double?

        init(_ mean: Double, _ pass: Double? = nil) { (self.mean, self.pass) = (mean, pass) }
    }

    /// The benchmarks of mathematics: keys for programs, words for people.
    static let mathematicsBenchmarks = [
        ("aime24", "AIME24"), ("aime25", "AIME25"), ("amc23", "AMC23"), ("math500", "MATH-500"),
        ("minerva", "Minerva"), ("olympiad", "Olympiad"),
    ]

    /// Those of code.
    static let codeBenchmarks = [("lcb_v5", "LCB v5"), ("lcb_v6", "LCB v6")]

    /// What has to be said with the numbers.
    static let caption = """
        As reported; nothing is computed with them here. Means over K answers in %, and in JSON, CSV and \
        TSV pass at K: K is 64 for AIME and AMC, 4 for MATH-500 and Olympiad, 8 for Minerva and \
        LiveCodeBench v5, 16 for v6. \
        The gains over the base model are points, not per cent of it: mathematics from 46.8 to 59.3, 12.5 \
        points; code from 17.0 to 31.0, 14.0 points. The news and version 1 say 17.0 % for code, which is an \
        error: 17.0 is the base model's own average, and version 2 says 14.0. \
        Version 1 calls the baseline DAPO and version 2 GRPO; their rows are the same to the digit. Version 2 \
        drops FastCuRL and adds the Qwen3 models. FastCuRL's row and Archer-Code's were read in the authors' \
        repository.
        """
}

extension ReportedResult {
    /// Every row, in the order of the article.
    static let all: [ReportedResult] = smallModels + code + qwenModels

    private static func small(
        _ model: String, version: String = "v1 v2", _ scores: [(Double, Double)],
        _ average: Double
    ) -> ReportedResult {
        ReportedResult(
            model: model, base: "DeepSeek-R1-1.5B", version: version,
            mathematics: scores.map { Score($0, $1) }, mathematicsAverage: average)
    }

    private static let smallModels = [
        small(
            "DeepSeek-R1-1.5B",
            [(30.6, 80), (23.5, 63.3), (70.7, 100), (83.6, 92.4), (27.6, 48.2), (44.6, 59.4)], 46.8),
        small(
            "GRPO (DAPO)",
            [(42.1, 80), (28.6, 56.7), (80.3, 97.5), (87.6, 94.6), (29.2, 46.3), (53.2, 65.8)], 53.5
        ),
        small(
            "DeepScaleR-1.5B",
            [(42, 83.3), (29, 63.3), (81.3, 100), (87.7, 93.6), (30.3, 51.1), (50.7, 61)], 53.5),
        small(
            "FastCuRL-1.5B-V3", version: "v1",
            [(48.1, 80), (32.7, 60), (86.4, 95), (89.8, 94), (33.6, 50), (55.3, 64.3)], 57.7),
        small(
            "Nemotron-1.5B",
            [(48, 76.7), (33.1, 60), (86.1, 97.5), (90.6, 93.6), (35.3, 47.8), (59.2, 66.8)], 58.7),
        small(
            "ASPO-Math-1.5B",
            [(49, 80), (35.1, 70), (87.2, 95), (90.5, 94.4), (35.1, 50.4), (58.8, 66.9)], 59.3),
    ]

    private static func coder(
        _ model: String, version: String = "v1 v2", base: String = "DeepSeek-R1-1.5B",
        _ five: (Double, Double), _ six: (Double, Double), _ average: Double
    ) -> ReportedResult {
        ReportedResult(
            model: model, base: base, version: version,
            code: [Score(five.0, five.1), Score(six.0, six.1)], codeAverage: average)
    }

    private static let code = [
        coder("DeepSeek-R1-1.5B", (16.7, 29), (17.2, 34.4), 17),
        coder("GRPO (DAPO)", (26, 40.5), (27.6, 43.5), 26.8),
        coder("DeepCoder-1.5B", (23.3, 39.1), (22.6, 42), 23),
        coder("Nemotron-1.5B", (26.1, 35.5), (29.5, 42.8), 27.8),
        coder("Archer-Code-1.5B", version: "repository", (29.4, 43.7), (30.2, 45.8), 29.8),
        coder("ASPO-Code-1.5B", (31.5, 47), (30.5, 46), 31),
        coder("Qwen3-4B", version: "v2", base: "Qwen3-4B", (23.8, 35.8), (24, 35.1), 23.9),
        coder("GRPO", version: "v2", base: "Qwen3-4B", (40.8, 55.2), (36.6, 45), 38.7),
        coder("ASPO-Code-4B", version: "v2", base: "Qwen3-4B", (44.8, 58.1), (38.3, 47.3), 41.6),
    ]

    private static func qwen(
        _ model: String, _ base: String, _ scores: [Double], _ average: Double
    ) -> ReportedResult {
        ReportedResult(
            model: model, base: base, version: "v2", mathematics: scores.map { Score($0) },
            mathematicsAverage: average)
    }

    private static let qwenModels = [
        qwen("Qwen3-4B", "Qwen3-4B", [23.6, 18.3, 67.7, 84.5, 41.5, 54.1], 48.3),
        qwen("GRPO", "Qwen3-4B", [43.4, 35.5, 84.3, 91.7, 47.2, 67.4], 61.6),
        qwen("ASPO", "Qwen3-4B", [50.5, 40.9, 87.4, 93.4, 49, 68.8], 65),
        qwen("Qwen3-8B", "Qwen3-8B", [27, 19.1, 68.9, 83.6, 43.9, 55.7], 49.7),
        qwen("GRPO", "Qwen3-8B", [50.3, 34.1, 84.1, 92.7, 50.2, 68.2], 63.3),
        qwen("ASPO", "Qwen3-8B", [52.4, 38.9, 89.1, 93.6, 50.6, 69.8], 65.7),
        qwen("Qwen3-30B-A3B", "Qwen3-30B-A3B", [30.1, 19.9, 74.3, 88.4, 47.7, 59.6], 53.3),
        qwen("GRPO", "Qwen3-30B-A3B", [59.5, 43.1, 91.9, 95.3, 51.9, 71], 68.8),
        qwen("ASPO", "Qwen3-30B-A3B", [61.7, 50.3, 94.9, 95.7, 54.3, 74.3], 71.8),
    ]
}

extension ReportedResult {
    /// All rows as a table; people see the means alone.
    static var table: Table {
        let benchmarks = mathematicsBenchmarks + codeBenchmarks
        var columns = [
            Table.Column("model", importance: 9), Table.Column("base", importance: 3),
            Table.Column("version", importance: 3),
        ]
        for (key, header) in mathematicsBenchmarks {
            columns.append(Table.Column(key, header, .plain))
        }
        columns.append(Table.Column("math_average", "mathematics", .plain, importance: 8))
        for (key, header) in codeBenchmarks {
            columns.append(Table.Column(key, header, .plain, importance: 2))
        }
        columns.append(Table.Column("code_average", "code", .plain, importance: 7))
        columns += benchmarks.map { Table.Column("\($0.0)_pass", nil, .hidden) }
        return Table(columns: columns, rows: all.map(\.cells), caption: caption)
    }

    private var cells: [Table.Cell] {
        func padded(_ scores: [Score], _ count: Int, _ value: (Score) -> Double?) -> [Table.Cell] {
            (0..<count).map { index in
                index < scores.count ? .optional(value(scores[index])) : .none
            }
        }
        let (first, second) = (Self.mathematicsBenchmarks.count, Self.codeBenchmarks.count)
        return [.text(model), .text(base), .text(version)]
            + padded(mathematics, first) { $0.mean } + [.optional(mathematicsAverage)]
            + padded(code, second) { $0.mean } + [.optional(codeAverage)]
            + padded(mathematics, first) { $0.pass } + padded(code, second) { $0.pass }
    }
}
