// SPDX-License-Identifier: GPL-3.0-or-later

@testable import Experiments
import Glibc
import LabTestSupport
@testable import Results
import Testing
@testable import Threads

@testable import Lab

@Suite("Processors that may be used")
struct ProcessorTests {
    private func count(_ online: Int, _ files: [String: String]) -> Int {
        Processors.number(online: online) { files[$0] }
    }

    private let status = "/proc/thread-self/status"
    private let groups = "/proc/self/cgroup"

    @Test("Without files of the system it is all that the machine has, and at least one")
    func nothing() {
        #expect(count(16, [:]) == 16)
        #expect(count(-1, [:]) == 1)
        #expect(count(8, [status: "Name:\tflipside\n", groups: ""]) == 8)
    }

    @Test(
        "The set that is left to a process counts",
        arguments: [
            ("0", 1), ("0-3", 4), ("0-3,8", 5), ("1,3,5-6", 4), ("0-127", 128), ("", 64), ("x", 64),
            ("5-2", 64),
        ])
    func affinity(list: String, expected: Int) {
        let text =
            "Name:\tflipside\nCpus_allowed:\tff\nCpus_allowed_list:\t\(list)\nMems_allowed:\t1\n"
        #expect(count(64, [status: text]) == expected)
    }

    @Test(
        "A quota of version 2 is rounded up; max is none",
        arguments: [
            ("max 100000", 8), ("100000 100000", 1), ("150000 100000", 2), ("20000 100000", 1),
            ("3200000 100000", 8), ("", 8), ("-1 100000", 8), ("100000 0", 8), ("nonsense", 8),
        ])
    func unified(quota: String, expected: Int) {
        for mount in ["/sys/fs/cgroup", "/sys/fs/cgroup/unified"] {
            let files = [
                groups: "0::/user.slice/job\n", "\(mount)/user.slice/job/cpu.max": quota + "\n",
            ]
            #expect(count(8, files) == expected)
        }
    }

    @Test("The smallest quota of the groups around us holds, and the affinity beside it")
    func nested() {
        var files = [
            groups: "0::/a/b\n", "/sys/fs/cgroup/a/b/cpu.max": "600000 100000\n",
            "/sys/fs/cgroup/a/cpu.max": "300000 100000\n", "/sys/fs/cgroup/cpu.max": "max 100000\n",
        ]
        #expect(count(8, files) == 3)
        files[status] = "Cpus_allowed_list:\t2-3\n"
        #expect(count(8, files) == 2)
    }

    @Test(
        "A quota of version 1 counts, by the names that its folder has",
        arguments: ["cpu", "cpu,cpuacct"])
    func first(name: String) {
        let folder = "/sys/fs/cgroup/\(name)"
        var files = [
            groups: "5:memory:/x\n4:\(name):/docker/abc\n0::/\n",
            // A container sees its own group at the mount.
            "\(folder)/cpu.cfs_quota_us": "250000\n", "\(folder)/cpu.cfs_period_us": "100000\n",
        ]
        #expect(count(8, files) == 3)
        files["\(folder)/docker/abc/cpu.cfs_quota_us"] = "-1\n"
        files["\(folder)/docker/abc/cpu.cfs_period_us"] = "100000\n"
        #expect(count(8, files) == 3)
        files["\(folder)/docker/abc/cpu.cfs_quota_us"] = "100000\n"
        #expect(count(8, files) == 1)
        files[groups] = "4:\(name):/../..\n"
        #expect(count(8, files) == 3)
    }

    @Test("This machine has at least one, and no more than it has")
    func here() {
        #expect((1...max(1, sysconf(Int32(_SC_NPROCESSORS_CONF)))).contains(Processors.count))
    }
}
