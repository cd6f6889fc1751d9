# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# Completes the words of flipside in bash: `flipside --complete` knows what can stand where.

# Sets `words` to the words of a line without their quotes, and `open` to the quote left open. Not
# COMP_WORDS: those are cut at `=` and `:`, and keep their quotes. Nothing is expanded.
_flipside_words() {
    local i char word='' begun=''
    words=() open=
    for ((i = 0; i < ${#1}; i++)); do
        char=${1:i:1}
        if [[ $char == "$open" ]]; then
            open=
        elif [[ $char == \\ && $open != \' ]]; then
            ((++i))
            [[ $open && ${1:i:1} != [\"\\\$\`] ]] && word+=\\
            word+=${1:i:1}
        elif [[ -z $open && $char == [\'\"] ]]; then
            open=$char
        elif [[ $open || $char != [[:space:]] ]]; then
            word+=$char
        else
            [[ $begun ]] && words+=("$word")
            word='' begun=''
            continue
        fi
        begun=yes
    done
    words+=("$word")
}

_flipside() {
    local words open typed kept candidate rest line=${COMP_LINE:0:COMP_POINT}
    if [[ ${COMP_WORDS[COMP_CWORD - 1]} == *[\<\>] ]]; then
        compopt -o default
        return
    fi
    # What bash replaces, $2, begins behind the last `=` or `:` or quote; what stands before is kept.
    _flipside_words "${line%"$2"}"
    kept=${words[-1]}
    _flipside_words "$line"
    typed=${words[-1]}
    while IFS=$'\t' read -r candidate _; do
        [[ $candidate == "$typed"* && $candidate == "$kept"?* ]] || continue
        rest=${candidate#"$kept"}
        case $open in
        \') [[ $rest != *\'* ]] || continue ;;
        \") [[ $rest != *[\"\\\$\`!]* ]] || continue ;;
        *)
            printf -v rest %q "$rest"
            rest=${rest//\\,/,} # it means nothing outside of braces, and those are quoted
            [[ $rest != \\~/* ]] || rest=${rest:1} # the home folder, for bash or for flipside
            ;;
        esac
        COMPREPLY+=("$rest")
    done < <(command flipside --complete -- "${words[@]:1}" 2>/dev/null)
    [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[=/,\(:.] ]] && compopt -o nospace
}

complete -F _flipside flipside
