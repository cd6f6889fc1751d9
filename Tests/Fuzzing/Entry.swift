// SPDX-License-Identifier: GPL-3.0-or-later

import FuzzTargets
import Glibc

/// The target that the variable FLIPSIDE_FUZZ names; scripts/fuzz sets it.
private let target = getenv("FLIPSIDE_FUZZ").flatMap { name in
    FuzzTarget.all.first { $0.name == String(cString: name) }
}

/// Takes one input of libFuzzer's.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    let broken = target?.run(input)
    precondition(broken == nil, broken ?? "")
    return 0
}

/// Begins: `seeds FOLDER` writes the target's seeds there, and ends.
@_cdecl("LLVMFuzzerInitialize")
public func begin(
    _ count: UnsafeMutablePointer<CInt>,
    _ words: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>
) -> CInt {
    guard let target else {
        print(FuzzTarget.all.map(\.name).joined(separator: "\n"))
        exit(0)
    }
    guard let folder = getenv("FLIPSIDE_SEEDS") else { return 0 }
    for (number, seed) in target.seeds().enumerated() {
        let path = "\(String(cString: folder))/seed-\(number)"
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        _ = write(descriptor, seed, seed.count)
        close(descriptor)
    }
    exit(0)
}
