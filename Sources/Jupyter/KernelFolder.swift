// SPDX-License-Identifier: GPL-3.0-or-later

/// Where Jupyter looks for kernels.
///
/// - Source: jupyter_core, "Common directories and file locations".
package enum KernelFolder: Sendable, Equatable {
    /// The folder of the person, for every Jupyter that they start.
    case user
    /// `DIR/share/jupyter`: of a virtual environment or a system.
    case prefix(String)

    /// Returns the path of the kernel's folder.
    ///
    /// - Parameter variable: Returns the value of an environment variable, or nil.
    /// - Returns: An absolute path; the folder need not be there yet.
    /// - Throws: Where there is no home.
    package func path(
        variable: (String) -> String?
    ) throws(JupyterError) -> String {
        "\(try data(variable))/kernels/\(KernelFiles.name)"
    }

    /// Returns Jupyter's own folder; relative paths in variables do not count.
    private func data(_ variable: (String) -> String?) throws(JupyterError) -> String {
        switch self {
        case .prefix(let folder): return "\(folder)/share/jupyter"
        case .user:
            if let data = variable("JUPYTER_DATA_DIR"), data.hasPrefix("/") { return data }
            if let data = variable("XDG_DATA_HOME"), data.hasPrefix("/") {
                return "\(data)/jupyter"
            }
            guard let home = variable("HOME"), home.hasPrefix("/") else {
                throw JupyterError(
                    "there is no home folder", remedy: "say where with --prefix DIR")
            }
            return "\(home)/.local/share/jupyter"
        }
    }
}

/// Why the kernel could not be installed, and what to do instead.
package struct JupyterError: Error, Sendable, Equatable {
    /// What is wrong, as a clause.
    package let message: String
    /// What to do or to type instead; nil where nothing helps.
    package let remedy: String?

    package init(_ message: String, remedy: String? = nil) {
        self.message = message
        self.remedy = remedy
    }
}
