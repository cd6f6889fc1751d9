// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// Reads which arrays a file holds; what each claims has been checked against the file's size.
enum ArrayEntries {
    /// What a file holds.
    struct Found {
        var arrays: [ArrayEntry] = []

        /// The names of those that cannot be read, with the reason.
        var others: [(name: String, reason: String)] = []

        /// The first whose elements have fields, each of which could be an array.
        var structured: String?
    }

    static func read(_ file: ArrayFile, _ container: ArrayContainer) throws(LogError) -> Found {
        switch container {
        case .npz: try numPy(file)
        case .safetensors: try tensors(file)
        }
    }
}

extension ArrayEntries.Found {
    /// Returns what the arrays mean.
    ///
    /// - Throws: Where they are no log's; with how to make one, where fields of elements could be it.
    func mapping(_ request: ReadRequest) throws(LogError) -> ColumnMapping {
        do {
            return try ColumnMatcher.match(arrays.map(\.name), overrides: request.overrides)
        } catch {
            guard let structured else { throw error }
            throw LogError(
                kind: .format,
                message: "\(printable(structured)) in \(visible(request.path)) is an array whose "
                    + "elements have fields",
                hint: ForeignFile.structured.hint(path: request.path))
        }
    }
}

extension ArrayEntries {
    /// Refuses arrays of which nobody can say which indices count responses.
    static func refuseManyDimensions(
        _ arrays: [ArrayEntry], _ container: ArrayContainer, _ path: String
    ) throws(LogError) {
        guard let array = arrays.first(where: { $0.shape.count > 2 }) else { return }
        let command =
            switch container {
            case .npz: ForeignFile.manyDimensions
            case .safetensors: ForeignFile.manyDimensionTensors
            }
        let shape = array.shape.map(String.init).joined(separator: ", ")
        throw LogError(
            kind: .format,
            message: "\(printable(array.name)) in \(visible(path)) has \(array.shape.count) "
                + "dimensions, [\(shape)], and a batch has [responses, tokens]",
            hint: command.hint(path: path))
    }
}
