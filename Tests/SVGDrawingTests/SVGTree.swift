// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import FoundationXML

/// An element of an XML file with what is inside.
final class SVGTree: NSObject, XMLParserDelegate {
    /// One element.
    struct Element {
        var name: String
        var attributes: [String: String]
        var text = ""
        var children: [Element] = []

        /// All elements inside and this one, in the order of the file.
        var all: [Element] { [self] + children.flatMap { $0.all } }
    }

    private var open: [Element] = []
    private var root: Element?

    /// Returns the outermost element of a file, or nil where it is no XML.
    static func read(_ file: [UInt8]) -> Element? {
        let (tree, parser) = (SVGTree(), XMLParser(data: Data(file)))
        parser.delegate = tree
        return parser.parse() ? tree.root : nil
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
        qualifiedName: String?, attributes: [String: String]
    ) {
        open.append(Element(name: name, attributes: attributes))
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
        guard !open.isEmpty else { return }
        open[open.count - 1].text += text
    }

    func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
        qualifiedName: String?
    ) {
        guard let element = open.popLast() else { return }
        if open.isEmpty { root = element } else { open[open.count - 1].children.append(element) }
    }
}

extension SVGTree.Element {
    /// Returns where two elements part: names, texts and words of attributes are the same, numbers
    /// within 0.05, and names of this file without the digest that they begin with.
    func differences(from other: Self, at path: String = "") -> [String] {
        let path = "\(path)/\(name)"
        guard name == other.name, children.count == other.children.count,
            attributes.keys.sorted() == other.attributes.keys.sorted()
        else { return ["\(path) is another element than \(other.name)"] }
        let own = text == other.text ? [] : ["\(path): \(text) is not \(other.text)"]
        let values = attributes.sorted { $0.key < $1.key }.filter {
            !Self.isSame($0.value, other.attributes[$0.key] ?? "")
        }
        return own + values.map { "\(path) \($0.key): \($0.value)" }
            + zip(children, other.children).flatMap { $0.differences(from: $1, at: path) }
    }

    private static func isSame(_ one: String, _ other: String) -> Bool {
        func words(_ text: String) -> [Substring] {
            text.replacing(/f[0-9a-f]{8}-/, with: "").replacing(/[A-Za-z]+|[(),]/) {
                " \($0.output) "
            }
            .split(separator: " ")
        }
        let (ones, others) = (words(one), words(other))
        return ones.count == others.count
            && zip(ones, others).allSatisfy { one, other in
                guard let one = Double(one), let other = Double(other) else { return one == other }
                return abs(one - other) <= 0.05
            }
    }
}
