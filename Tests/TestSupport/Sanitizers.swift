// SPDX-License-Identifier: GPL-3.0-or-later

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// Whether the program was built with a sanitizer.
public let isSanitized = dlsym(nil, "__sanitizer_print_stack_trace") != nil
