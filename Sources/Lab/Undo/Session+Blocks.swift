// SPDX-License-Identifier: GPL-3.0-or-later

import WorkbenchModel

/// Lines that are one change together: what has to be known from their beginning to their end.
package struct Block: Sendable {
    /// The workbench and the history from before the first line.
    let workbench: Workbench
    let history: UndoHistory
    /// The lesson under way.
    let lesson: LessonPlay?
}

extension Session {
    /// Begins lines that `undo` takes back together once they are done, such as those of a script or
    /// those that were pasted.
    ///
    /// - Returns: What ``endBlock(_:_:)`` is to be given.
    package mutating func beginBlock() -> Block {
        Block(workbench: workbench, history: history.beginBlock(), lesson: lesson)
    }

    /// Ends lines that began with ``beginBlock()``, whether all of them were run or not.
    ///
    /// Where they began a lesson, what they changed before it is one change of the person's own bench.
    /// What they did in a step that is left is gone with it.
    ///
    /// - Parameters:
    ///   - block: What the beginning gave.
    ///   - line: What `undo` calls them.
    package mutating func endBlock(_ block: Block, _ line: String) {
        if lesson?.sheet == block.lesson?.sheet {
            history.endBlock(block.history, line, from: block.workbench, to: workbench)
        } else if block.lesson == nil, var play = lesson {
            play.home.history.endBlock(
                block.history, line, from: block.workbench, to: play.home.workbench)
            lesson = play
        }
    }

    /// Ends lines that come to nothing: whoever calls this puts the workbench back.
    mutating func dropBlock(_ block: Block) {
        (history, lesson) = (block.history, block.lesson)
    }
}
