// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures
import Results
import TokenLogs
import WorkbenchModel

extension Workspace {
    /// Returns two metrics of curves from files against each other.
    func phase(
        of loaded: LoadedCurves, _ arguments: Arguments
    ) throws(CommandError) -> Drawing {
        let metrics = try curveMetrics(arguments, loaded)
        guard metrics.count == 2 else {
            let known = loaded.metrics.prefix(2).joined(separator: ",")
            throw twoMetrics(arguments, known)
        }
        let smooth = arguments[PlotKeys.smooth]
        let upwards = smoothedRuns(loaded, metrics[0], smooth)
        let across = smoothedRuns(loaded, metrics[1], smooth)
        let paths = upwards.compactMap { run -> PhasePath? in
            guard let other = across.first(where: { $0.title == run.title }) else { return nil }
            func numbers(_ run: ShownRun) -> [Double: Double] {
                Dictionary(run.curve.mean.map { ($0.x, $0.y) }, uniquingKeysWith: { $1 })
            }
            return PhasePath(
                title: run.title, style: run.style,
                points: PhasePath.points(numbers(other), numbers(run)))
        }
        let names = metrics.map { MathText.literal(shownText($0)) }
        let files = loaded.fileNames
        let title = "\(shownText(metrics[0])) against \(shownText(metrics[1]))"
        return Drawing(
            title: title,
            panels: [paths.panel("\(names[0]) against \(names[1])", x: names[1], y: names[0])],
            alternativeText: "\(title), the path of real runs: \(paths.words).",
            caption:
                "\(title) of \(CaptionWords.list(files)), step by step. Each path runs \(phaseEnds).",
            footnote: [phaseEnds], origins: [try origin(of: loaded)]
        ).naming(files, arguments)
    }
}
