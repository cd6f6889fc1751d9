// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Figures
package import WorkbenchModel

extension Workspace {
    /// Returns what a paper says under a drawing, with methods called what the writer calls them.
    package func caption(of drawing: Drawing, _ arguments: Arguments) -> String {
        let figure = Figure(title: "", panels: drawing.panels)
        return arguments[FigureKeys.labels].reduce(drawing.usedCaption) { caption, label in
            let parts = label.argument.text.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { return caption }
            let rule = workbench.bench.rule(calledLike: String(parts[0]))
            let words = MathText(WriterText.source(String(parts[1]))).plainText
            return SeriesName(String(parts[0]), rule: rule, in: figure)
                .replaced(in: caption, by: words)
        }
    }
}
