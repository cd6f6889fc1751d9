# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh
#
# What the scripts beside this file share; they set `root` and read it with `.`. POSIX sh.
# Everything that is said here goes to standard error: standard output belongs to the program.

# Debian's packages that a build needs (git, certificates and a linker: SwiftPM's own needs).
libraries='libcairo2-dev libpango1.0-dev libpng-dev libreadline-dev libzstd-dev zlib1g-dev libc6-dev'
fonts='fonts-cmu fonts-dejavu-core fonts-dejavu-extra fonts-stix'
tools='binutils ca-certificates'

# What Swift's own programs load, named so that the names hold on every Debian and Ubuntu.
swift_libraries='libcurl4-openssl-dev libncurses-dev libsqlite3-dev libxml2-dev'

newline='
'

# A script may be started without standard streams; a file opened later must not become one.
true 2>/dev/null >&2 || exec 2>/dev/null
{ true <&0; } 2>/dev/null || exec </dev/null
{ true >&1; } 2>/dev/null || exec >/dev/null

# say LINE...: tells the person something.
say() {
    printf 'flipside: %s\n' "$1" >&2 || :
    shift
    [ $# -eq 0 ] || printf '%s\n' "$@" >&2 || :
}

# stop LINE...: tells the person why nothing can be done, and ends with the code for wrong use.
stop() {
    say "$@"
    exit 2
}

# has COMMAND: whether there is such a command.
has() {
    command -v "$1" >/dev/null 2>&1
}

# Flags of every build for tests: without them loops in C take ten times as long, and no test could train
# a network. They are the same everywhere, for SwiftPM builds afresh where flags differ.
# shellcheck disable=SC2034 # Who reads this file uses it.
loops='-Xcc -O2'

# find_swift: sets `swift` to Swift on the PATH, or where its installer puts it.
find_swift() {
    swift=$(command -v swift) && return
    swift=${SWIFTLY_BIN_DIR:-${HOME:-}/.local/share/swiftly/bin}/swift
    [ -x "$swift" ] || stop 'Swift 6.2 or later is needed, and the PATH has no swift.' \
        'Get it from https://www.swift.org/install and start again.'
}

# check_swift: stops where Swift is absent, too old, or does not start; sets `swift`.
check_swift() {
    find_swift
    if ! answer=$("$swift" --version 2>&1 </dev/null && "$swift" build --version 2>&1 </dev/null)
    then
        case $answer in
        *'shared librar'*) swift_lacks_libraries=yes && return ;;
        esac
    fi
    case $answer in
    *'Swift version '[0-9]*) ;;
    *) stop "$swift does not answer as Swift does; it says:" \
        "${answer:-nothing}" \
        'Get Swift 6.2 or later from https://www.swift.org/install and start again.' ;;
    esac
    version=${answer#*Swift version }
    version=${version%%[!0-9.]*}.0
    minor=${version#*.}
    minor=${minor%%.*}
    if [ "${version%%.*}" -lt 6 ] || { [ "${version%%.*}" -eq 6 ] && [ "$minor" -lt 2 ]; }; then
        stop "Swift 6.2 or later is needed, and $swift is ${version%.0}." \
            'Get it from https://www.swift.org/install and start again.'
    fi
}

# find_missing: sets `missing` to the packages that are not installed.
find_missing() {
    missing=
    wanted="$libraries $fonts $tools"
    [ -z "${swift_lacks_libraries:-}" ] || wanted="$wanted $swift_libraries"
    # shellcheck disable=SC2016,SC2086 # dpkg-query reads the braces; the names are words.
    installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' \
        $wanted 'libstdc++-*-dev' 2>/dev/null) || :
    for package in $wanted; do
        case $newline$installed$newline in
        *"$newline$package installed$newline"*) ;;
        *) missing="$missing $package" ;;
        esac
    done
    # Its name holds a version; g++ brings the right one.
    case $installed in
    *'libstdc++-'*'-dev installed'*) ;;
    *) missing="$missing g++" ;;
    esac
    has git || missing="$missing git"
    has pkg-config || missing="$missing pkg-config"
    missing=${missing# }
}

# choose_sudo: sets `sudo` to the words that make a command run as root; empty when we are root.
choose_sudo() {
    sudo=
    [ "$(id -u)" -ne 0 ] || return 0
    has sudo || return 1
    sudo='sudo -n'
    if ! sudo -n apt-get --version >/dev/null 2>&1 </dev/null; then
        # A password can be asked for only where there is a terminal.
        { true </dev/tty; } 2>/dev/null || return 1
        say 'sudo may ask for your password.'
        sudo='sudo'
        sudo apt-get --version >/dev/null </dev/null || return 1
    fi
    # Some may run apt-get through sudo and yet set no variables.
    if $sudo DEBIAN_FRONTEND=noninteractive apt-get --version >/dev/null 2>&1 </dev/null; then
        sudo="$sudo DEBIAN_FRONTEND=noninteractive"
    fi
}

# as_root COMMAND: runs a command as root, without questions.
as_root() {
    PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin DEBIAN_FRONTEND=noninteractive \
        $sudo "$@" </dev/null >&2 9>&-
}

# apt_get ARGUMENTS: runs apt-get as root; waits where another holds its lock.
apt_get() {
    as_root apt-get -q -o DPkg::Lock::Timeout=120 "$@"
}

# by_hand: prints what a person can type to install what is missing.
by_hand() {
    sudo=
    if [ "$(id -u)" -eq 0 ]; then
        echo 'Run this, and start again:'
    elif has sudo; then
        sudo='sudo '
        echo 'Run this, and start again:'
    else
        echo 'Run this as root, and start again:'
    fi
    echo "  ${sudo}apt-get update && ${sudo}apt-get install -y --no-install-recommends $missing"
}

# install_missing: installs what is missing, or stops with the command that does.
install_missing() {
    if ! has dpkg-query || ! has apt-get; then
        say 'this is no Debian; the build needs the development files of Cairo, Pango, libpng,' \
            'zlib, zstd, GNU readline and a C++ library, pkg-config and git; the program the DejaVu and STIX fonts.'
        return
    fi
    find_missing
    [ -n "$missing" ] || return 0
    choose_sudo || stop "packages are missing, and may not be installed from here." "$(by_hand)"
    say "installing what is missing: $missing"
    # The lists may be absent or old. An update fails where one source of many does: go on.
    apt_get update || say 'not every list of packages could be brought up to date; going on.'
    # After an installation that was killed, apt-get does nothing until dpkg has finished it.
    if [ -n "$(ls /var/lib/dpkg/updates 2>/dev/null)" ]; then
        as_root dpkg --configure -a || :
    fi
    # shellcheck disable=SC2086 # The names are words.
    apt_get install -y --no-install-recommends $missing || :
    find_missing
    [ -z "$missing" ] || stop "apt-get did not install: $missing" "$(by_hand)"
}

# install_wishes COMMAND...: installs the packages of commands that are missing and good to have, as
# root and without questions; where that cannot be, says so and goes on.
install_wishes() {
    missing=
    for wish; do
        has "$wish" || missing="$missing $wish"
    done
    missing=${missing# }
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" -eq 0 ] && has apt-get; then
        sudo=
        say "installing what is good to have: $missing"
        # shellcheck disable=SC2086 # The names are words.
        apt_get install -y --no-install-recommends $missing || {
            apt_get -o Acquire::Retries=0 -o Acquire::http::Timeout=10 update &&
                apt_get install -y --no-install-recommends $missing
        } || :
    fi
    for wish; do
        has "$wish" || say "going on without $wish; apt-get install $wish brings it."
    done
}

# set_up: makes sure of Swift and of the packages; sets `swift`.
set_up() {
    check_swift
    install_missing
    if [ -n "${swift_lacks_libraries:-}" ]; then
        swift_lacks_libraries=
        check_swift
        [ -z "$swift_lacks_libraries" ] || stop "$swift does not start: $answer" \
            'What it needs is listed at https://www.swift.org/install/linux'
    fi
}

# each COMMAND: calls a command with each file that is installed: where it goes below a prefix, its mode,
# and where it comes from.
each() {
    # shellcheck disable=SC2154 # Who reads this file has set it.
    completions=$root/Sources/flipside/Completions
    while read -r path mode source; do
        "$1" "$path" "$mode" "$source"
    done <<END
bin/flipside 755 $root/.build-release/release/flipside
share/man/man1/flipside.1 644 $root/docs/flipside.1
share/bash-completion/completions/flipside 644 $completions/flipside.bash
share/zsh/site-functions/_flipside 644 $completions/_flipside
share/fish/vendor_completions.d/flipside.fish 644 $completions/flipside.fish
END
}
