// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Results
import WorkbenchModel

extension LogStepPanels {
    /// Which keys change nothing where a log is drawn.
    static let ignoredKeys: @Sendable (Workspace, Arguments) -> [String: String] = { _, arguments in
        arguments.has(PlotKeys.log) && !arguments.has(PlotKeys.run)
            ? [Keys.methods.name: "the steps of a log are drawn as they are"] : [:]
    }
}

extension Workspace {
    /// Returns the drawing of a simulation, of the log that `log=` names, or where `run=` is there too of
    /// both side by side.
    func drawing(
        ofLog log: LogStepPanels, _ arguments: Arguments,
        simulated: () throws(CommandError) -> Drawing
    ) throws(CommandError) -> Drawing {
        guard let name = arguments.first(PlotKeys.log) else { return try simulated() }
        let drawing = try log.drawing(self, try loadedLog(named: name), arguments)
        guard arguments.has(PlotKeys.run) else { return drawing }
        return .joined([try simulated(), drawing])
    }

    /// Returns a loaded log by its file's name, the last one of those that have it; `last` is the last of
    /// all.
    private func loadedLog(named name: Argument) throws(CommandError) -> LoadedLog {
        if name.text == "last" { return try lastLog() }
        let wanted = fileName(name.text)
        if let log = workbench.logs.last(where: { $0.shortName == wanted }) { return log }
        throw unknown("log", name.text, workbench.logs.map(\.shortName), name.span)
    }
}
