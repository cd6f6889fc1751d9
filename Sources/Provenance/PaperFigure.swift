// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions
import Figures
import Results

/// A figure as a paper includes it.
struct PaperFigure: Sendable {
    /// Where the file is.
    package let path: String
    /// How large it is printed.
    package let size: FigureSize
    /// What it shows, with numbers, for people who cannot see it.
    package let alternativeText: String
    /// What stands under it.
    package let caption: String

    /// A figure environment at the figure's own size, with alt text and caption.
    ///
    /// The path has to be one that ``hasPlainPath`` finds plain. The key `alt` is known to graphicx since 2021; every character that LaTeX would read as a
    /// command is written as text.
    package var latex: String {
        """
        \\begin{figure}
          \\centering
          \(inclusion)
          \\caption{\(latexText(caption))}
          \\label{fig:\(label)}
        \\end{figure}
        """
    }

    /// What LaTeX takes the picture in with: code as it is; of kinds of files that LaTeX cannot read,
    /// the PDF of the same name.
    private var inclusion: String {
        let width = NumberText.significant(size.width / 72, digits: 4)
        let ending = path.split(separator: ".").last ?? ""
        if ending == "tex" { return "\\input{\(path)}" }
        let file =
            readable.contains(ending.lowercased()) ? path : path.dropLast(ending.count) + "pdf"
        return
            "\\includegraphics[width=\(width)in,alt={\(latexPlainText(alternativeText))}]{\(file)}"
    }

    /// The kinds of pictures that LaTeX reads.
    private var readable: [String] { ["png", "pdf"] }

    /// Whether LaTeX reads the path as it stands.
    var hasPlainPath: Bool {
        path.unicodeScalars.allSatisfy { scalar in
            scalar.value >= 32 && scalar.value != 127
                && !"{}%#\\^~&$,\"".unicodeScalars.contains(scalar)
        }
    }

    /// The file's name without folder and ending, in letters, digits and hyphens.
    private var label: String {
        let name = path.split(separator: "/").last ?? ""
        let stem = name.lastIndex(of: ".").map { name[..<$0] } ?? name
        return String(stem.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
    }
}
