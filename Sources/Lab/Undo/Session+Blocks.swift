// SPDX-License-Identifier: GPL-3.0-or-later

/// Lines that are one change together: what has to be known from their beginning to their end.
public struct Block: Sendable {
    /// The workbench and the history from before the first line.
    let workbench: Workbench
    let history: UndoHistory
}

extension Session {
    /// Begins lines that `undo` takes back together once they are done, such as those of a script or
    /// those that were pasted.
    ///
    /// - Returns: What ``endBlock(_:_:)`` is to be given.
    public mutating func beginBlock() -> Block {
        Block(workbench: workbench, history: history.beginBlock())
    }

    /// Ends lines that began with ``beginBlock()``, whether all of them were run or not.
    ///
    /// - Parameters:
    ///   - block: What the beginning gave.
    ///   - line: What `undo` calls them.
    public mutating func endBlock(_ block: Block, _ line: String) {
        history.endBlock(block.history, line, from: block.workbench, to: workbench)
    }

    /// Ends lines that come to nothing: whoever calls this puts the workbench back.
    mutating func dropBlock(_ block: Block) { history = block.history }
}
