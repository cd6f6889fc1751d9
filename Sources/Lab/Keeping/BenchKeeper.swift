// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
import Results

/// Keeps the bench of a sitting on disk, for the next one to bring back.
///
/// A sitting locks a file for as long as its process lives; its bench is beside it, under the same
/// name with `.flip`. A bench whose lock is free was left behind, in order or not.
struct BenchKeeper: Sendable {
    /// How many benches that were left behind are kept; the oldest go.
    static let mostLeft = 20

    private let folder: String?
    private var lock: FileLock?
    private var kept = KeptBench.empty

    init(stateFolder: String?) {
        folder = stateFolder.map { $0 + "/benches" }
    }

    /// Writes a bench where it is another than the one that was kept.
    ///
    /// Where that fails, the sitting goes on without it; an empty bench is not kept.
    ///
    /// - Returns: Whether the bench need not be kept elsewhere.
    @discardableResult
    mutating func keep(_ bench: KeptBench) -> Bool {
        guard bench != kept else { return true }
        guard let folder else { return false }
        if lock == nil {
            Ledger.makeFolders(above: folder + "/")
            lock = FileLock(newIn: folder)
            Self.forgetOldest(in: folder)
        }
        guard let lock else { return false }
        guard Self.put(bench, in: lock.path + ".flip") else { return false }
        kept = bench
        return true
    }

    private static func put(_ bench: KeptBench, in path: String) -> Bool {
        guard bench != .empty else { return unlink(path) == 0 || errno == ENOENT }
        return (try? OutputFile.write(Array(bench.text.utf8), to: path)) != nil
    }

    /// Leaves the bench to later sittings, because this one ends in order.
    ///
    /// An earlier one like it goes: who begins the same way each day has it once.
    ///
    /// - Returns: What is left; nil where nothing is.
    mutating func leave() -> KeptBench? {
        guard let lock else { return nil }
        guard kept != .empty else {
            unlink(lock.path)
            self.lock = nil
            return nil
        }
        let size = kept.text.utf8.count
        for other in left where other.size == size && (try? other.bench()) == kept {
            other.forget()
        }
        self.lock = nil
        return kept
    }

    /// The benches that were left behind, the last one first.
    var left: [LeftBench] { folder.map(Self.left(in:)) ?? [] }

    private static func forgetOldest(in folder: String) {
        left(in: folder).dropFirst(mostLeft).forEach { $0.forget() }
    }

    private static func left(in folder: String) -> [LeftBench] {
        let found = StrayFiles.names(in: folder, beginning: "bench-")
            .filter { $0.hasSuffix(".flip") }
            .compactMap { LeftBench(path: folder + "/" + $0) }
        return found.sorted { $0.time > $1.time }
    }
}
