// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Figures
package import WorkbenchModel

extension Drawing {
    /// Returns the drawing of files, whose names the picture has only where the line asks for them.
    ///
    /// A file may be renamed, and figures of it are to stay the same.
    ///
    /// - Parameters:
    ///   - files: Their names, for people; none where no files are drawn.
    ///   - arguments: The line.
    /// - Returns: The same with the names in its footnote where they are asked for.
    func naming(_ files: [String], _ arguments: Arguments) -> Drawing {
        guard !files.isEmpty else { return self }
        var named = self
        named.isOfFiles = true
        if arguments[FigureKeys.namesFiles] {
            named.footnote.insert(MathText.literal(files.joined(separator: ", ")), at: 0)
        }
        return named
    }
}

extension Workspace {
    /// Says where names are asked for and there are no files that have any.
    package func remarkOnNames(of drawings: [Drawing], _ arguments: Arguments) {
        guard let argument = arguments.first(FigureKeys.namesFiles), !argument.isFromTheme,
            !drawings.contains(where: \.isOfFiles)
        else { return }
        remark("names= changes nothing here; it is for plots of logs and of curves from files.")
    }
}
