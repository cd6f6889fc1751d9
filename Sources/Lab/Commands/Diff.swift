// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures
import Plots
import Provenance
import Results
import WorkbenchModel

private let firstFigure = Key(.word(required: true), "first", "A figure.", .path)
    .ending(PlotKeys.endings)
private let secondFigure = Key(.word(required: true), "second", "Another figure.", .path)
    .ending(PlotKeys.endings)
private let out = Key("out", "Write a picture of the differences, a PNG.", .path).ending(".png")

extension Command<Session> {
    /// `diff`: in what two figures differ.
    static let diff = Command(
        CommandDescription(
            name: "diff", group: .figures,
            summary: "Say in what two figures differ: recipe, data, pixels.",
            details: """
                Recipes are compared line by line. Where they differ, both are followed as replay \
                does, and the points that they draw are compared. Pixels are compared where both \
                files are PNG; out= is then a picture of where they differ, in red. A batch ends \
                with 1 where figures differ.
                """,
            parameters: [
                firstFigure, secondFigure, RecipeFiles.keys, RecipeLimit.minutes, out, Keys.force,
                Keys.format,
                Keys.wide,
            ],
            examples: [
                Example(
                    "diff a.png b.png out=difference.png", "two settings",
                    setup: [
                        "plot weight out=a.png", "plot weight eps_high=0.3 out=b.png",
                    ])
            ],
            related: ["recipe", "replay"])
    ) { session, arguments throws(CommandError) in
        let figures = (
            try session.workspace.figureOnDisk(arguments[firstFigure]),
            try session.workspace.figureOnDisk(arguments[secondFigure])
        )
        if let out = arguments[out] {
            guard out.text.lowercased().hasSuffix(".png") else {
                throw CommandError(
                    .failed, "the picture of the differences is a PNG", span: out.span,
                    hint: "let the name end in .png: out=difference.png")
            }
            try session.writeDifference(figures.0, figures.1, to: out, arguments)
        }
        let findings = [
            session.recipeFinding(figures.0, figures.1),
            try session.dataFinding(figures.0, figures.1, arguments),
            session.pixelFinding(figures.0, figures.1),
        ]
        if findings.contains(where: { $0.isSame == false }) { session.noteDifference() }
        let table = Table(
            columns: ["part", "same", "detail"].map { Table.Column($0) },
            rows: findings.map(\.cells))
        let asked = arguments[Keys.format]
        let format =
            asked ?? (session.workspace.prefersJSON ? .json : session.workspace.preferences.format)
        let document = table
        session.workspace.emit(
            shown: format.text(
                of: table, digits: session.workspace.preferences.digits,
                columns: session.workspace.columns(arguments))
        ) { document.json.text }
    }
}

/// What was found of one part of two figures.
private struct Finding {
    let part: String
    /// Nil where it could not be compared.
    let isSame: Bool?
    let detail: String

    var cells: [Table.Cell] {
        [.text(part), isSame.map { .flag($0) } ?? .none, .text(detail)]
    }
}

extension Session {
    /// Compares the recipes line by line.
    fileprivate func recipeFinding(_ first: FigureOnDisk, _ second: FigureOnDisk) -> Finding {
        guard let left = try? first.recipe(), let right = try? second.recipe() else {
            return Finding(part: "recipe", isSame: nil, detail: "not both files hold one")
        }
        let changes = right.lines.difference(from: left.lines)
        let detail = changes.map { change in
            switch change {
            case .remove(_, let line, _): "− \(shownText(line.text))"
            case .insert(_, let line, _): "+ \(shownText(line.text))"
            }
        }
        return Finding(
            part: "recipe", isSame: changes.isEmpty,
            detail: changes.isEmpty
                ? "\(countedAll(left.lines.count, "line")) \(left.lines.count == 1 ? "is" : "are") the same"
                : detail.joined(separator: "; "))
    }

    /// Compares the points that are drawn, by following both recipes.
    fileprivate func dataFinding(
        _ first: FigureOnDisk, _ second: FigureOnDisk, _ arguments: Arguments
    ) throws(CommandError) -> Finding {
        guard let left = try? first.recipe(), let right = try? second.recipe() else {
            return Finding(part: "data", isSame: nil, detail: "unknown without both recipes")
        }
        guard left.lines != right.lines else {
            return Finding(part: "data", isSame: true, detail: "the same recipe draws the same")
        }
        do {
            let (files, limit) = (RecipeFiles(arguments), RecipeLimit(arguments))
            let difference = DataDifference(
                try remade(left, of: first, files: files, within: limit).figure,
                try remade(right, of: second, files: files, within: limit).figure)
            return Finding(part: "data", isSame: difference.isNone, detail: difference.text)
        } catch {
            if error.code == .interrupted { throw error }
            return Finding(part: "data", isSame: nil, detail: error.message)
        }
    }

    /// Compares the pixels.
    fileprivate func pixelFinding(_ first: FigureOnDisk, _ second: FigureOnDisk) -> Finding {
        if first.bytes == second.bytes {
            return Finding(part: "pixels", isSame: true, detail: "the files are the same")
        }
        guard first.isPicture && second.isPicture else {
            return Finding(
                part: "pixels", isSame: nil, detail: "only those of two PNG are compared")
        }
        do {
            let difference = try pixelDifference(first.bytes, second.bytes)
            return Finding(part: "pixels", isSame: difference.isNone, detail: difference.text)
        } catch {
            return Finding(part: "pixels", isSame: nil, detail: error.message)
        }
    }

    /// Writes a picture of where two figures differ.
    fileprivate mutating func writeDifference(
        _ first: FigureOnDisk, _ second: FigureOnDisk, to out: Argument, _ arguments: Arguments
    ) throws(CommandError) {
        if let other = [first, second].first(where: { !$0.isPicture }) {
            throw CommandError(
                .failed, "\(shownText(other.path)) is no PNG, and has no pixels to compare",
                span: other.span, hint: "leave out out=, or draw both as PNG")
        }
        let bytes: [UInt8]
        do throws(DrawingError) {
            bytes = try differencePicture(first.bytes, second.bytes)
        } catch {
            throw CommandError(error, span: out.span)
        }
        try workspace.write(bytes, to: out, as: .figure, force: arguments[Keys.force])
    }

    private func differencePicture(
        _ first: [UInt8], _ second: [UInt8]
    ) throws(DrawingError) -> [UInt8] {
        let pictures = environment.renderer.pictures
        let pair = (try pictures.read(first), try pictures.read(second))
        let difference = PixelDifference(pair.0, pair.1)
        guard let picture = PixelDifference.picture(pair.0, pair.1) else {
            throw DrawingError(
                "the figures have \(difference.text), so no picture can show where they differ",
                hint: "draw both at the same size")
        }
        return try pictures.encode(
            picture, FigureSize.standard.dotsPerInch,
            FigureMetadata(
                title: "Differences of two figures", description: difference.text,
                software: "Flipside \(Version.number)", recipe: nil))
    }
}
