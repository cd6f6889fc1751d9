// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import TokenLogs
import WorkbenchModel

/// The keys by which a line says how a log is to be read, beside where it is.
package enum ReadingKeys {
    /// All of them, as a command lists them.
    package static let all =
        columns.parameters + kept.parameters + vocabulary.parameters + records.parameters

    static let columns = LogColumn.all.map {
        Key(
            $0.name, "The file's column for: \($0.summary)", .text,
            aliases: benchNames[$0.name] ?? [])
    }

    static let kept = Key(
        "keep", "Log-probabilities that are read although they look like missing ones.",
        .choices(.fixed(SuspectNumber.allCases.map { Choice($0.rawValue, $0.title) })),
        otherwise: "none")

    static let vocabulary = Key(
        "vocabulary",
        "A file with the texts of token numbers: vocab.json, tokenizer.json, a text a line.",
        .path)

    static let records = Key(
        RecordsChoice.key,
        "Whether a line of JSON may hold several responses where the first lines hold one.",
        .choice(.fixed([Choice(RecordsChoice.several, "batches, packed sequences, tables")])))

    /// What the bench calls the numbers of a token that logs have under other names.
    private static let benchNames = [
        "logp_old": ["old"], "logp": ["new"], "advantage": ["adv"], "logp_engine": ["engine"],
        "logp_ref": ["ref"],
    ]
}

extension Arguments {
    /// What the line says of the reading of a log, by our names of the columns.
    package var readingOverrides: [String: String] {
        var overrides: [String: String] = [:]
        for column in ReadingKeys.columns { overrides[column.name] = self[column] }
        overrides[ReadingKeys.kept.name] = self[ReadingKeys.kept]?.joined(separator: ",")
        overrides[ReadingKeys.vocabulary.name] = self[ReadingKeys.vocabulary]?.text
        overrides[ReadingKeys.records.name] = self[ReadingKeys.records]
        return overrides
    }
}
