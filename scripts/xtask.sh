#!/bin/sh
# Runs `cargo xtask VERB`. Without cargo or a C compiler xtask itself cannot be built, so what is
# missing is said here first, all of it at once, from the same table that `cargo xtask doctor` uses.
set -eu
ROOT=$(cd "$(dirname "$0")/.." && pwd)
. "$ROOT/scripts/env.sh"
cd "$ROOT"

tell() { # tell ID...: the lines of the table for these tools.
    say "Missing on this machine:"
    tab=$(printf '\t')
    for id in "$@"; do
        while IFS="$tab" read -r name _ what debian ubuntu macos; do
            [ "$name" = "$id" ] || continue
            say ""
            say "  $what"
            say "    Debian 12      $debian"
            say "    Ubuntu 24.04   $ubuntu"
            say "    macOS          $macos"
        done <"$ROOT/scripts/tools.tsv"
    done
    say ""
    say "On Debian or Ubuntu, as root, 'make setup' installs everything but Rust itself."
    say "Then open a new shell and give the same command again."
}

browser_is_there() {
    [ -n "${CHROMIUM:-}" ] && return 0
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        command -v "$name" >/dev/null 2>&1 && return 0
    done
    [ -x "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" ]
}

missing=
cargo --version >/dev/null 2>&1 || missing="$missing rust"
command -v cc >/dev/null 2>&1 || missing="$missing cc"
if [ -n "$missing" ]; then
    node_is_fit node || missing="$missing node"
    command -v npm >/dev/null 2>&1 || missing="$missing npm"
    case "$*" in *test*)
        browser_is_there || missing="$missing chromium"
        fc-list :lang=zh family 2>/dev/null | grep -q . || missing="$missing fonts"
        ;;
    esac
    # shellcheck disable=SC2086 # A list of words.
    tell $missing
    [ "${1:-}" != test ] || echo '0 passed, 1 failed'
    exit 1
fi
if [ "${1:-}" = test ] && ! cargo build --quiet --package xtask; then
    echo '0 passed, 1 failed'
    exit 1
fi
exec cargo xtask "$@"
