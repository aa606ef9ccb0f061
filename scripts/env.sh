# Sourced by the other scripts; POSIX sh. Finds the tools and puts them first in PATH.
# It installs nothing. Set by the caller: ROOT, the folder of this checkout.

# Vite 8 asks for Node 20.19 or newer in the 20 line, or 22.12 and newer.
NODE_IS_FIT='const [a, b] = process.versions.node.split(".").map(Number);
process.exit((a === 20 && b >= 19) || (a === 22 && b >= 12) || a > 22 ? 0 : 1)'

node_is_fit() { # node_is_fit PROGRAM
    "$1" -e "$NODE_IS_FIT" >/dev/null 2>&1
}

say() { printf '%s\n' "$*" >&2; }

use_rustup_home() {
    command -v cargo >/dev/null 2>&1 && return 0
    if [ -x "${CARGO_HOME:-$HOME/.cargo}/bin/cargo" ]; then
        PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
        export PATH
    fi
}

# rust-toolchain.toml names one version. Where rustup does not hold it and cannot fetch it (an
# intranet), a stable toolchain at least as new does as well.
use_stable_toolchain() {
    command -v rustup >/dev/null 2>&1 || return 0
    (cd "$ROOT" && cargo --version) >/dev/null 2>&1 && return 0
    wanted=$(sed -n 's/^channel *= *"\([0-9.]*\)".*/\1/p' "$ROOT/rust-toolchain.toml")
    found=$(rustup run stable rustc --version 2>/dev/null | cut -d' ' -f2)
    [ -n "$found" ] || return 0
    lower=$(printf '%s\n%s\n' "$wanted" "$found" | sort -t. -k1,1n -k2,2n -k3,3n | head -n 1)
    [ "$lower" = "$wanted" ] || return 0
    say "Rust $wanted is not installed; using the stable toolchain, $found."
    RUSTUP_TOOLCHAIN=stable
    export RUSTUP_TOOLCHAIN
}

use_own_node() {
    node_is_fit node && return 0
    if node_is_fit "$ROOT/.tools/node_modules/node/bin/node"; then
        PATH="$ROOT/.tools/node_modules/node/bin:$ROOT/.tools/node_modules/.bin:$PATH"
        export PATH
    fi
}

use_rustup_home
use_stable_toolchain
use_own_node
