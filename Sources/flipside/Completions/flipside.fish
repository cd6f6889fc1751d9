# SPDX-License-Identifier: GPL-3.0-or-later
#
# Completes the words of flipside in fish: `flipside --complete` knows what can stand where.

function __flipside_candidates
    set -l words (commandline -opc)
    set -l typed (commandline -ct)
    # Without its quotes, the last of which may be open.
    for close in '' '"' "'"
        set -l word (string unescape -- $typed$close); or continue
        set typed $word
        break
    end
    command flipside --complete -- $words[2..] "$typed" 2>/dev/null
end

complete -c flipside -f -a '(__flipside_candidates)'
