// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
import TextFiles

/// How many processors this process may use, which can be fewer than the machine has.
package enum Processors {
    /// The number of processors, at least 1: those that `taskset` or a batch system left to us, and
    /// no more than the quota of the control groups that we are in (containers, systemd) makes full.
    package static var count: Int {
        number(online: sysconf(Int32(_SC_NPROCESSORS_ONLN)), file: text(of:))
    }

    /// Returns the number of processors on a machine that a process may use.
    ///
    /// - Parameters:
    ///   - online: The processors that the machine has.
    ///   - file: Returns the text of a file of the system, or nil where it cannot be read.
    /// - Returns: The number, at least 1.
    package static func number(online: Int, file: (String) -> String?) -> Int {
        // The set that sched_getaffinity gives, which Swift does not see.
        let allowed = file("/proc/thread-self/status").flatMap(allowed(inStatus:))
        let own = max(1, allowed ?? online)
        guard let quota = ControlGroups.quota(file: file) else { return own }
        return max(1, min(own, Int(min(quota.rounded(.up), Double(own)))))
    }

    /// Returns the number of processors in the set that a thread's status names, `0-3,8`.
    private static func allowed(inStatus status: String) -> Int? {
        let key = "Cpus_allowed_list:"
        guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix(key) }) else {
            return nil
        }
        var count = 0
        for part in line.dropFirst(key.count).split(separator: ",") {
            let ends = part.split(separator: "-").map { Int($0.filter { !$0.isWhitespace }) }
            guard let first = ends.first ?? nil, let last = ends.last ?? nil, first <= last else {
                return nil
            }
            count += last - first + 1
        }
        return count > 0 ? count : nil
    }

    /// Returns the beginning of a small file of the system.
    private static func text(of path: String) -> String? {
        let bytes = try? OpenFile(path).bytes(most: 1 << 20)
        return bytes.map { String(decoding: $0, as: UTF8.self) }
    }
}

/// What the control groups that a process is in let it use of the processors.
private enum ControlGroups {
    /// Where systems mount the groups of version 2, alone or beside those of version 1.
    private static let unified = ["/sys/fs/cgroup", "/sys/fs/cgroup/unified"]

    /// Returns the smallest quota of all groups around us, in processors; nil where there is none.
    static func quota(file: (String) -> String?) -> Double? {
        let groups = file("/proc/self/cgroup")?.split(separator: "\n") ?? []
        return groups.flatMap { group -> [Double] in
            // The number of the hierarchy, its controllers and the path in it.
            let parts = group.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3 else { return [] }
            if parts[1].isEmpty {
                return unified.flatMap { mount in
                    folders(mount, parts[2]).compactMap { quota(file("\($0)/cpu.max")) }
                }
            }
            guard parts[1].split(separator: ",").contains("cpu") else { return [] }
            return ["cpu", String(parts[1])].flatMap { name in
                folders("/sys/fs/cgroup/\(name)", parts[2]).compactMap { folder in
                    guard let quota = file("\(folder)/cpu.cfs_quota_us") else { return nil }
                    return self.quota("\(quota) \(file("\(folder)/cpu.cfs_period_us") ?? "")")
                }
            }
        }.min()
    }

    /// Returns the folder of a group and those above it, up to the mount: a container sees its own
    /// group there, whatever its path is outside.
    private static func folders(_ mount: String, _ path: Substring) -> [String] {
        let names = path.split(separator: "/")
        guard !names.contains("..") else { return [mount] }
        return (0...names.count).map {
            ([mount] + names.prefix($0).map(String.init)).joined(separator: "/")
        }
    }

    /// Returns the processors that a quota and its period make; nil for `max`, -1 or none.
    private static func quota(_ text: String?) -> Double? {
        let numbers = (text ?? "").split(whereSeparator: \.isWhitespace).map { Double($0) }
        guard numbers.count == 2, let quota = numbers[0], let period = numbers[1],
            quota > 0, period > 0
        else { return nil }
        return quota / period
    }
}
