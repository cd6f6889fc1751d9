// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import WorkbenchModel

/// The changes that can be taken back and those that can be made again, within a bound of memory.
///
/// A step keeps the workbench as it was, and shares with its neighbours all that they have in
/// common. It counts with what the neighbour on the side of the present does not have, so that the
/// sum over all steps is what undo and redo take besides the workbench itself.
struct UndoHistory: Sendable {
    /// The most bytes that all steps may take together.
    ///
    /// The nearest step is kept even where it alone takes more: that much was on the workbench a
    /// moment ago.
    static let mostBytes = 32 << 20

    /// The same in words.
    static let mostText = "\(mostBytes >> 20) MB"

    /// What `undo` takes back, and what `redo` makes again.
    private(set) var past = Side(), future = Side()

    /// How much of ``mostBytes`` this history may use; what is left is kept for others.
    private var allowance: Int

    /// How many blocks of lines this history is within.
    private var depth = 0

    /// Whether a change was noted in the block.
    private var hasNoted = false

    /// A workbench to go to, and the line that lies between it and the workbench now.
    struct Step: Sendable {
        let workbench: Workbench
        let line: String
        /// What it takes, in bytes.
        let bytes: Int
        /// The depth of the block whose history answers for these bytes.
        var depth: Int
    }

    /// The steps into the past, or those into the future again.
    struct Side: Sendable {
        /// The steps, the nearest last.
        fileprivate(set) var steps: [Step] = []
        /// Whether steps beyond the farthest were given up.
        fileprivate(set) var isCut = false

        /// Whether the last step has been taken that was not given up.
        var isLastBeforeCut: Bool { isCut && steps.isEmpty }
    }

    init(allowance: Int = mostBytes) { self.allowance = allowance }

    /// The bytes that the steps take, without those that another history answers for.
    private(set) var bytes = 0

    /// Notes a change, unless nothing is another than before; what was undone is gone then.
    mutating func note(_ line: String, from before: Workbench, to after: Workbench) {
        guard after.differs(from: before) else { return }
        hasNoted = true
        bytes -= future.steps.reduce(0) { $0 + ownBytes($1) }
        future = Side()
        past.steps.append(step(to: before, line, beside: after))
        bytes += ownBytes(past.steps.last)
        keepWithinAllowance(\.past, \.future)
    }

    /// Goes one step.
    ///
    /// - Parameters:
    ///   - way: Back, or forward again.
    ///   - workbench: The workbench, which is exchanged.
    /// - Returns: The line between the two; nil where there is none.
    mutating func go(_ way: UndoWay, _ workbench: inout Workbench) -> String? {
        switch way {
        case .undo: move(from: \.past, to: \.future, &workbench)
        case .redo: move(from: \.future, to: \.past, &workbench)
        }
    }

    /// Returns the steps that a way can still go.
    func steps(of way: UndoWay) -> Side {
        switch way {
        case .undo: past
        case .redo: future
        }
    }

    private mutating func move(
        from side: WritableKeyPath<UndoHistory, Side>, to other: WritableKeyPath<UndoHistory, Side>,
        _ workbench: inout Workbench
    ) -> String? {
        guard let next = self[keyPath: side].steps.popLast() else { return nil }
        bytes -= ownBytes(next)
        let back = step(to: workbench, next.line, beside: next.workbench)
        bytes += ownBytes(back)
        self[keyPath: other].steps.append(back)
        workbench = next.workbench
        keepWithinAllowance(other, side)
        return next.line
    }

    private func step(to workbench: Workbench, _ line: String, beside present: Workbench) -> Step {
        let bytes = MemoryLayout<Step>.stride + line.bytes + workbench.bytes(notIn: present)
        return Step(workbench: workbench, line: line, bytes: bytes, depth: depth)
    }

    private func ownBytes(_ step: Step?) -> Int {
        step.map { $0.depth == depth ? $0.bytes : 0 } ?? 0
    }
}

extension UndoHistory {
    /// Gives up the farthest steps where all take too much, those of one side first.
    ///
    /// They go down to three quarters, so that the many steps after them are seldom moved.
    private mutating func keepWithinAllowance(_ sides: WritableKeyPath<UndoHistory, Side>...) {
        guard bytes > allowance else { return }
        for side in sides { cut(side, to: allowance / 4 * 3) }
    }

    private mutating func cut(_ side: WritableKeyPath<UndoHistory, Side>, to most: Int) {
        let steps = self[keyPath: side].steps
        var count = 0
        while bytes > most, count < steps.count - 1 {
            bytes -= ownBytes(steps[count])
            count += 1
        }
        guard count > 0 else { return }
        self[keyPath: side].steps = Array(steps.dropFirst(count))
        self[keyPath: side].isCut = true
    }
}

extension UndoHistory {
    /// Begins a block of lines that will be one change together, though they can be undone one by
    /// one while it lasts.
    ///
    /// Both histories together keep within the bound: the block's own steps get what the steps
    /// before it leave of it, a quarter at least.
    ///
    /// - Returns: The history as it was, for the block's end.
    mutating func beginBlock() -> UndoHistory {
        for side in [\UndoHistory.past, \.future] { cut(side, to: allowance / 4 * 3) }
        let outer = self
        allowance = max(0, allowance - bytes)
        (depth, bytes, hasNoted) = (depth + 1, 0, false)
        return outer
    }

    /// Ends a block: what it changed is one step after those before it.
    ///
    /// A block that only went back and forth leaves the steps where it went.
    mutating func endBlock(
        _ outer: UndoHistory, _ line: String, from before: Workbench, to after: Workbench
    ) {
        guard hasNoted else {
            adopt(outer)
            return
        }
        self = outer
        note(line, from: before, to: after)
    }

    /// Takes the steps of a block over as those of the history around it.
    private mutating func adopt(_ outer: UndoHistory) {
        (depth, allowance, hasNoted, bytes) = (outer.depth, outer.allowance, outer.hasNoted, 0)
        for side in [\UndoHistory.past, \.future] {
            for index in self[keyPath: side].steps.indices {
                let step = self[keyPath: side].steps[index]
                self[keyPath: side].steps[index].depth = min(step.depth, depth)
                bytes += ownBytes(self[keyPath: side].steps[index])
            }
        }
        keepWithinAllowance(\.past, \.future)
    }
}
