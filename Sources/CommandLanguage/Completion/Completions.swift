// SPDX-License-Identifier: GPL-3.0-or-later

/// What can stand at a place in a line.
public struct Completions: Sendable, Equatable {
    /// The part of the line that a candidate replaces, in Unicode scalars.
    public let range: Range<Int>

    /// The candidates, best first; those that begin with what is typed come before those that
    /// only contain its letters in order.
    public let candidates: [Candidate]

    /// Whether the names of files may stand there as well.
    public let offersFiles: Bool

    /// How the names of these files end; any may stand there where this is empty.
    public let endings: [String]

    /// What may be typed there, where no words can be listed; it is shown, and never put into the line.
    public let note: String?

    /// One word that can stand there.
    public struct Candidate: Sendable, Equatable {
        /// What is put into the line; `eps_low=` keeps the cursor at its end.
        public let text: String
        /// What it means, with its value at the moment where it has one.
        public let summary: String

        /// Makes a candidate.
        public init(text: String, summary: String) {
            self.text = text
            self.summary = summary
        }
    }

    /// Makes completions.
    public init(
        range: Range<Int>, candidates: [Candidate], offersFiles: Bool = false,
        endings: [String] = [], note: String? = nil
    ) {
        self.range = range
        self.candidates = candidates
        self.offersFiles = offersFiles
        self.endings = endings
        self.note = note
    }
}
