// SPDX-License-Identifier: GPL-3.0-or-later

/// The elements of highest score that came so far, in bounded memory.
///
/// Of equal scores the one that came first counts more, so that a list does not depend on chance.
package struct TopList<Element: Sendable>: Sendable {
    private let most: Int
    private var heap: [Entry] = []
    private var count = 0

    private struct Entry: Sendable {
        let score: Double
        let place: Int
        let element: Element

        /// Whether it goes before another does.
        func isWorse(than other: Entry) -> Bool {
            score != other.score ? score < other.score : place > other.place
        }
    }

    /// Starts empty.
    ///
    /// - Parameter most: How many elements are kept, at least 1.
    package init(most: Int) { self.most = max(1, most) }

    /// The lowest score that is kept once the list is full; −∞ before.
    package var threshold: Double {
        heap.count < most ? -.infinity : heap.first?.score ?? -.infinity
    }

    /// Adds an element, which is made only where its score is high enough; NaN never is.
    package mutating func add(score: Double, _ element: @autoclosure () -> Element) {
        count += 1
        guard !score.isNaN, heap.count < most || score > threshold else { return }
        let entry = Entry(score: score, place: count, element: element())
        if heap.count < most {
            heap.append(entry)
            rise(from: heap.count - 1)
        } else {
            heap[0] = entry
            sink()
        }
    }

    /// The elements, highest score first.
    package var elements: [(score: Double, element: Element)] {
        heap.sorted { $1.isWorse(than: $0) }.map { ($0.score, $0.element) }
    }

    private mutating func rise(from start: Int) {
        var place = start
        while place > 0, heap[place].isWorse(than: heap[(place - 1) / 2]) {
            heap.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    private mutating func sink() {
        var place = 0
        while true {
            let children = (2 * place + 1...2 * place + 2).filter { $0 < heap.count }
            guard let worst = children.min(by: { heap[$0].isWorse(than: heap[$1]) }),
                heap[worst].isWorse(than: heap[place])
            else { return }
            heap.swapAt(place, worst)
            place = worst
        }
    }
}
