// SPDX-License-Identifier: GPL-3.0-or-later

/// An answer that was found in a log, kept for whoever asks the same of it, so that the log needs no
/// second reading.
package struct KeptAnswer<Question: Sendable & Equatable, Answer: Sendable>: Sendable {
    private let log: LoadedLog
    private let stamps: [FileStamp]
    private let question: Question
    private let answer: Answer

    /// Keeps what was found in a log that has just been read.
    package init(_ answer: Answer, to question: Question, of log: LoadedLog) {
        (self.log, self.question, self.answer) = (log, question, answer)
        stamps = log.files.map { FileStamp($0.place) }
    }

    /// Returns the answer if the same is asked of the same log, and no file has changed since.
    package func answer(to other: Question, of log: LoadedLog) -> Answer? {
        guard question == other, self.log == log,
            stamps == log.files.map({ FileStamp($0.place) })
        else { return nil }
        return answer
    }
}
