// SPDX-License-Identifier: GPL-3.0-or-later

import Lab
import Results

/// The files of which a Jupyter kernel consists; they are part of the program.
enum KernelFiles {
    /// The folder's name, which is what Jupyter calls the kernel.
    static let name = "flipside"

    /// The files that are the same everywhere.
    static let fixed: [(name: String, bytes: [UInt8])] = [
        ("kernel.py", PackageResources.kernel_py),
        ("logo-32x32.png", PackageResources.logo_32x32_png),
        ("logo-64x64.png", PackageResources.logo_64x64_png),
        ("logo-svg.svg", PackageResources.logo_svg_svg),
    ]

    /// The file that says how the kernel is started.
    static let specification = "kernel.json"

    /// The names of all of them.
    static let names = [specification] + fixed.map(\.name)

    /// Returns the text of ``specification``.
    ///
    /// - Parameter start: What starts the kernel; nil for a package, which knows neither of its paths.
    ///   Jupyter runs its own Python for `python3`, and the kernel finds the program beside it.
    /// - Returns: A JSON document with a final newline.
    static func specification(_ start: KernelStart?) -> String {
        let python = start?.python ?? "python3"
        let command = [python, "{resource_dir}/kernel.py", "-f", "{connection_file}"]
        let environment = start.map { [JSON.Member("FLIPSIDE_EXE", .string($0.program))] } ?? []
        return JSON.object([
            .init("argv", .array(command.map { .string($0) })),
            .init("display_name", .string("Flipside")), .init("language", .string("flipside")),
            .init("interrupt_mode", .string("signal")), .init("env", .object(environment)),
            .init("metadata", .object([.init("debugger", .flag(false))])),
        ]).text + "\n"
    }
}
