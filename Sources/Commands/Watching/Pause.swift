// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// Lets the thread wait for some seconds, or until a signal comes.
package func pauseThread(seconds: Double) {
    var time = timespec(
        tv_sec: Int(seconds), tv_nsec: Int((seconds - seconds.rounded(.down)) * 1e9))
    nanosleep(&time, nil)
}
