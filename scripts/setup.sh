#!/bin/sh
# `make setup`: installs what building and testing need, on Debian and Ubuntu, as root.
# Safe to run again: it installs only what is missing.
set -eu
ROOT=$(cd "$(dirname "$0")/.." && pwd)
. "$ROOT/scripts/env.sh"
cd "$ROOT"

refuse() { # refuse REASON: says what to do by hand, and ends.
    say "make setup: $1"
    say "These are needed ('run' for make run, 'test' for make test as well):"
    tab=$(printf '\t')
    while IFS="$tab" read -r _ verb what debian ubuntu macos; do
        say ""
        say "  [$verb] $what"
        say "    Debian 12      $debian"
        say "    Ubuntu 24.04   $ubuntu"
        say "    macOS          $macos"
    done <"$ROOT/scripts/tools.tsv"
    exit 1
}

retry() { # retry COMMAND...: three tries, for package mirrors that hiccup.
    for pause in 5 20 0; do
        "$@" && return 0
        [ "$pause" = 0 ] || { say "Trying again in $pause s: $*"; sleep "$pause"; }
    done
    return 1
}

apt() {
    DEBIAN_FRONTEND=noninteractive apt-get -y -q -o DPkg::Lock::Timeout=600 \
        -o APT::Install-Recommends=false "$@"
}

has_candidate() { # has_candidate PACKAGE: does apt know a version to install?
    apt-cache policy "$1" | grep -q 'Candidate: [^(]'
}

distribution=unknown
if [ -r /etc/os-release ]; then
    distribution=$(. /etc/os-release && printf '%s %s' "${ID:-}" "${ID_LIKE:-}")
fi
case " $distribution " in
*" debian "* | *" ubuntu "*) ;;
*) refuse "this is neither Debian nor Ubuntu, so nothing was installed." ;;
esac
[ "$(id -u)" = 0 ] || refuse "installing needs root, so nothing was installed (try: sudo make setup)."

system_packages() {
    packages=
    command -v cc >/dev/null 2>&1 || packages="$packages build-essential"
    command -v make >/dev/null 2>&1 || packages="$packages make"
    command -v git >/dev/null 2>&1 || packages="$packages git"
    [ -e /etc/ssl/certs/ca-certificates.crt ] || packages="$packages ca-certificates"
    command -v node >/dev/null 2>&1 || packages="$packages nodejs"
    command -v fc-list >/dev/null 2>&1 || packages="$packages fontconfig"
    if ! fc-list :lang=zh family 2>/dev/null | grep -q .; then
        packages="$packages fonts-noto-cjk"
    fi
    if ! command -v chromium >/dev/null 2>&1 && [ "${ID:-}" != ubuntu ] &&
        [ -z "${CHROMIUM:-}" ] && ! command -v google-chrome >/dev/null 2>&1; then
        packages="$packages chromium"
    fi
    if ! command -v cargo >/dev/null 2>&1 && has_candidate rustup; then
        packages="$packages rustup"
    fi
    printf '%s' "$packages"
}

install_system_packages() {
    ID=$(. /etc/os-release && printf '%s' "${ID:-}")
    packages=$(system_packages)
    if [ -n "$packages" ]; then
        retry apt update
        packages=$(system_packages) # Now that apt knows what there is.
        say "Installing:$packages"
        # shellcheck disable=SC2086 # A list of words.
        retry apt install $packages
    fi
    # Some builds of nodejs bring npm along; Debian's own does not.
    command -v npm >/dev/null 2>&1 || { retry apt update && retry apt install npm; }
}

# On Ubuntu, Chromium is a snap.
install_ubuntu_browser() {
    [ "$(. /etc/os-release && printf '%s' "${ID:-}")" = ubuntu ] || return 0
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        command -v "$name" >/dev/null 2>&1 && return 0
    done
    [ -n "${CHROMIUM:-}" ] && return 0
    command -v snap >/dev/null 2>&1 && snap install chromium && return 0
    say "Chromium could not be installed: Ubuntu ships it as a snap. Install Google Chrome from"
    say "its own .deb, or set CHROMIUM to the path of a Chromium. 'make run' works without it."
    return 1
}

# Debian 12 and Ubuntu 24.04 ship Node 18. The registry's package `node` holds newer binaries.
install_own_node() {
    node_is_fit node && return 0
    own="$ROOT/.tools/node_modules/node"
    say "The installed Node is too old; putting Node 22 into .tools"
    mkdir -p "$ROOT/.tools"
    retry npm install --prefix "$ROOT/.tools" --no-audit --no-fund node@22 npm@10
    # npm may be set not to run install scripts; the package's own script fetches the binary.
    if ! node_is_fit "$own/bin/node"; then
        (cd "$own" && retry node installArchSpecificPackage)
    fi
    node_is_fit "$own/bin/node" || { say "Node 22 did not install into .tools"; return 1; }
    use_own_node
}

check_rust() {
    use_rustup_home
    if ! command -v cargo >/dev/null 2>&1; then
        if command -v rustup >/dev/null 2>&1; then
            rustup default stable && return 0
        fi
        say ""
        say "Everything but Rust is installed. This release of Debian carries a Rust that is too"
        say "old, so get it from rustup, as the user who will build:"
        say "    curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh"
        return 1
    fi
    use_stable_toolchain
}

# Under sudo, Rust and this checkout belong to the user who called it, and so does the verdict.
report() {
    if [ -n "${SUDO_USER:-}" ] && [ "$SUDO_USER" != root ]; then
        [ ! -d "$ROOT/.tools" ] || chown -R "$SUDO_USER" "$ROOT/.tools"
        su -s /bin/sh "$SUDO_USER" -c "sh '$ROOT/scripts/xtask.sh' doctor test"
    else
        check_rust && sh "$ROOT/scripts/xtask.sh" doctor test
    fi
}

failed=0
install_system_packages
install_own_node
install_ubuntu_browser || failed=1
report || failed=1
exit "$failed"
