// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Glibc
import Testing

@testable import Jupyter

@Suite("The kernel's installation")
struct KernelInstallationTests {
    private let home = FileManager.default.temporaryDirectory
        .appending(path: "flipside kernel \(UUID().uuidString)").path

    /// A program that does what a Python with or without ipykernel does when it is asked.
    private func python(hasKernel: Bool = true) throws -> String {
        let path = "\(home)/python"
        try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
        let script = """
            #!/bin/sh
            case "$2" in
            *ipykernel*) exit \(hasKernel ? 0 : 1) ;;
            *) echo "\(path)" ;;
            esac
            """
        try script.write(toFile: path, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
        // A program that another test starts at this moment may hold the file open for writing.
        for _ in 0..<200 where Python.output(of: [path, "-c", ""]) == nil { usleep(10_000) }
        return path
    }

    private func installation() throws -> KernelInstallation {
        try KernelInstallation(at: .prefix(home), variable: { _ in nil })
    }

    private func tidy() { try? FileManager.default.removeItem(atPath: home) }

    @Test("What is installed starts that program with that Python, and is told from what is not")
    func installed() throws {
        defer { tidy() }
        let kernel = try installation()
        #expect(kernel.status == .absent)
        let python = try python()
        #expect(try kernel.install(python: python, program: "/bin/true") == python)
        #expect(
            kernel.status == .installed(program: "/bin/true", python: python, isCurrent: true))
        let json = try #require(
            FileManager.default.contents(atPath: "\(kernel.folder)/kernel.json"))
        let read = try JSONSerialization.jsonObject(with: json) as? [String: Any]
        #expect(
            read?["argv"] as? [String]
                == [python, "{resource_dir}/kernel.py", "-f", "{connection_file}"])
        #expect(read?["interrupt_mode"] as? String == "signal")
        #expect((read?["env"] as? [String: String])?["FLIPSIDE_EXE"] == "/bin/true")
        try Data("older".utf8).write(to: URL(filePath: "\(kernel.folder)/kernel.py"))
        #expect(
            kernel.status == .installed(program: "/bin/true", python: python, isCurrent: false))
    }

    @Test("A package's kernel names no path, and starts what stands in bin beside its share")
    func packaged() throws {
        defer { tidy() }
        let kernel = try installation()
        try kernel.package()
        let json = try #require(
            FileManager.default.contents(atPath: "\(kernel.folder)/kernel.json"))
        #expect(!String(decoding: json, as: UTF8.self).contains(home))
        #expect(kernel.status == .broken("\(home)/bin/flipside is gone"))
        #expect(!kernel.isFine)
        try FileManager.default.createDirectory(
            atPath: "\(home)/bin", withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: "\(home)/bin/flipside", withDestinationPath: "/bin/true")
        try FileManager.default.moveItem(atPath: python(), toPath: "\(home)/bin/python3")
        #expect(
            kernel.status
                == .installed(
                    program: "\(home)/bin/flipside", python: "\(home)/bin/python3",
                    isCurrent: true))
        #expect(kernel.isFine)
    }

    @Test("A kernel that would not start says why")
    func broken() throws {
        defer { tidy() }
        let kernel = try installation()
        _ = try kernel.install(python: try python(), program: "/nowhere/flipside")
        #expect(kernel.status == .broken("/nowhere/flipside is gone"))
        let python = try python(hasKernel: false)
        try Data("{\"argv\":[\"\(python)\"],\"env\":{\"FLIPSIDE_EXE\":\"/bin/true\"}}".utf8)
            .write(to: URL(filePath: "\(kernel.folder)/kernel.json"))
        #expect(kernel.status == .broken("\(python) is gone, or has no ipykernel"))
        try Data("{".utf8).write(to: URL(filePath: "\(kernel.folder)/kernel.json"))
        #expect(kernel.status == .broken("kernel.json cannot be read"))
    }

    @Test(
        "A Python without ipykernel is refused with the line that mends it, and nothing is written")
    func refused() throws {
        defer { tidy() }
        let kernel = try installation()
        let python = try python(hasKernel: false)
        do throws(JupyterError) {
            _ = try kernel.install(python: python, program: "/bin/true")
            Issue.record("it was installed")
        } catch {
            #expect(error.message == "\(python) has no ipykernel, which the kernel needs")
            #expect(error.remedy?.hasPrefix("\(python) -m pip install ipykernel") == true)
        }
        #expect(kernel.status == .absent)
        #expect(!FileManager.default.fileExists(atPath: kernel.folder))
    }

    @Test("Removal takes our files and leaves the others")
    func removal() throws {
        defer { tidy() }
        let kernel = try installation()
        _ = try kernel.install(python: try python(), program: "/bin/true")
        let other = "\(kernel.folder)/notes.txt"
        try Data("mine".utf8).write(to: URL(filePath: other))
        #expect(try kernel.uninstall())
        #expect(try FileManager.default.contentsOfDirectory(atPath: kernel.folder) == ["notes.txt"])
        #expect(try !kernel.uninstall())
        try FileManager.default.removeItem(atPath: other)
        _ = try kernel.uninstall()
        #expect(!FileManager.default.fileExists(atPath: kernel.folder))
    }

    @Test(
        "Jupyter's folder is where its own rules say",
        arguments: [
            (["HOME": "/h"], "/h/.local/share/jupyter/kernels/flipside"),
            (["HOME": "/h", "XDG_DATA_HOME": "/x"], "/x/jupyter/kernels/flipside"),
            (["HOME": "/h", "XDG_DATA_HOME": "x"], "/h/.local/share/jupyter/kernels/flipside"),
            (["JUPYTER_DATA_DIR": "/j", "XDG_DATA_HOME": "/x"], "/j/kernels/flipside"),
        ])
    func folder(variables: [String: String], path: String) throws {
        #expect(try KernelFolder.user.path { variables[$0] } == path)
    }

    @Test("Without a home there is no place")
    func homeless() {
        #expect(throws: JupyterError.self) { try KernelFolder.user.path { _ in nil } }
    }
}
