// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Figures
import Plots
package import WorkbenchModel

extension Workspace {
    /// Returns a figure with the page that it is drawn on, laid out once.
    ///
    /// Where nobody asked for a size, the page is as large as it takes.
    ///
    /// - Throws: Where the page that was asked for has no room for the figure.
    package func laidOut(_ made: MadeFigure) throws(CommandError) -> MadeFigure {
        if made.page != nil { return made }
        var figure = made.figure
        var page = try page(of: figure)
        if !page.fits {
            guard made.size == nil else { throw try noRoom(for: made) }
            if let needed = try neededSteps(figure, of: 1) {
                figure.size.width = Double(needed.width)
                figure.size.height = Double(needed.height)
                page = try self.page(of: figure)
            }
        }
        figure.size.height = page.height
        return made.with(figure, page)
    }

    private func page(of figure: Figure) throws(CommandError) -> DisplayList {
        do { return try environment.renderer.layout(figure) } catch { throw CommandError(error) }
    }

    private func neededSteps(
        _ figure: Figure, of step: Double
    ) throws(CommandError) -> (width: Int, height: Int)? {
        do {
            return try figure.neededSteps(of: step, layout: environment.renderer.layout)
        } catch {
            throw CommandError(error)
        }
    }

    /// Returns the error for a figure that has no room on the page that was asked for, with a page
    /// that has room.
    private func noRoom(for made: MadeFigure) throws(CommandError) -> CommandError {
        let asked = made.size?.text ?? ""
        let unit = SizeText.Unit(of: asked, dotsPerInch: made.figure.size.dotsPerInch)
        guard let needed = try neededSteps(made.figure, of: unit.step * unit.points) else {
            return CommandError(
                .domain, "no page is large enough for this figure", span: made.size?.span,
                hint: "draw fewer panels, or fewer methods")
        }
        let (width, height) = (unit.text(needed.width), unit.text(needed.height))
        return CommandError(
            .domain,
            "\(shownText(asked)) has no room for this figure: it needs at least "
                + "\(width)×\(height) \(unit.name)",
            span: made.size?.span, hint: "write size=\(width)x\(height)\(unit.name)")
    }

    /// Says which words a figure had no room for, and which wishes.
    package func remarkOmissions(_ made: MadeFigure, _ arguments: Arguments) {
        remarkUnmet(made.page?.unmet ?? [], arguments)
        let omitted = made.page?.omitted.map(\.rawValue) ?? []
        guard !omitted.isEmpty else { return }
        remark("At this size there is no room for the \(CaptionWords.list(omitted)).")
    }

    /// Says which words of the line the page had no room for; a theme is for many figures, and keeps silent.
    private func remarkUnmet(_ unmet: Set<UnmetWish>, _ arguments: Arguments) {
        if unmet.contains(.cellNumbers), arguments.has(PlotKeys.showsValues),
            arguments[PlotKeys.showsValues]
        {
            remark("values=yes: the cells have no room for their numbers; a larger size= has.")
        }
        guard unmet.contains(.legendInside),
            arguments.first(FigureKeys.legend)?.isFromTheme == false
        else { return }
        remark("legend=inside: there is no room between the axes, so it stands above them.")
    }
}
