// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TokenLogs

/// Writes a file, reads its curves, and removes it.
func curves(_ bytes: Data, named name: String = "curves") throws -> CurveFile {
    let folder = FileManager.default.temporaryDirectory.appending(path: "curves-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: name)
    try bytes.write(to: file)
    return try readCurves(path: file.path)
}

func curves(_ text: String, named name: String = "curves") throws -> CurveFile {
    try curves(Data(text.utf8), named: name)
}

/// Returns each curve in one line: metric, run, seed, steps and values.
func words(_ file: CurveFile) -> [String] {
    file.curves.map { curve in
        "\(curve.metric)|\(curve.group)|\(curve.seed ?? "-")|"
            + curve.steps.map { "\($0)" }.joined(separator: " ") + "|"
            + curve.values.map { "\($0)" }.joined(separator: " ")
    }
}

/// Reads the curves of a file that ships with the tests.
func sampleCurves(_ name: String) throws -> CurveFile {
    try readCurves(path: resource("curves/\(name)"))
}
