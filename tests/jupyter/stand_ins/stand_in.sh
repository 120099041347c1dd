#!/bin/sh
# Stands in for each program of a staged computer. It notes how it was called, and then answers as
# a test has told it to (a script in `answers`), or else as the real one does where all goes well.

stage='STAGE'
PATH=/usr/bin:/bin
for last in "$@"; do :; done

case "${0##*/} $*" in
    "rustc --print sysroot") step=rustc-sysroot ;;
    "rustc --version --verbose") step=rustc-version ;;
    py*"import venv, ensurepip") step=python-version ;;
    python*" -m venv "*) step=venv ;;
    "python -m pip config list") step=pip-config ;;
    "python -u -m pip install "*) step=pip-install ;;
    "python -u -c "*"importlib.import_module"*) step=import-proof ;;
    "python -u -c "*"KernelManager"*) step=kernel-proof ;;
    "python -u -c "*"NotebookClient"*) step=first-cell ;;
    "python -m jupyterlab "*) step=jupyterlab ;;
    python*" -Iuc "*"urllib.request"*) step=fetch ;;
    "evcxr_jupyter --help") step=kernel-help ;;
    "evcxr_jupyter --install") step=kernel-install ;;
    "cargo install "*) step=cargo-install ;;
    "cargo binstall "*) step=cargo-binstall ;;
    "rustup component add rust-src") step=rustup ;;
    micromamba*|mamba*|conda*) step=conda ;;
    *) step=unexpected ;;
esac

call=$stage/calls/$step.$$
mkdir "$call"
cp -P /proc/$$/cmdline /proc/$$/environ /proc/$$/cwd /proc/$$/fd/0 "$call"
echo "$step" >> "$stage/steps"

# The kernel, as a program in this folder.
kernel_into() {
    mkdir -p "$1" && ln -sf "$stage/stand_in" "$1/evcxr_jupyter"
}

# The argument after this one.
value_of() {
    sed -z "1,/^$1\$/d" "$call/cmdline" | sed -z 1q | tr -d '\0'
}

[ ! -f "$stage/answers/$step" ] || . "$stage/answers/$step"

case $step in
    rustc-sysroot) echo "$stage/sysroot" ;;
    rustc-version) printf 'rustc 1.95.0\nbinary: rustc\nhost: this-kind-of-computer\n' ;;
    python-version) echo 3.12.1 ;;
    venv)
        mkdir -p "$last/bin"
        ln -sf "$0" "$last/bin/python"
        printf 'home = %s\nversion = 3.12.1\n' "${0%/*}" > "$last/pyvenv.cfg"
        ;;
    pip-config | import-proof | kernel-help | jupyterlab) ;;
    pip-install) echo "Successfully installed jupyterlab" ;;
    kernel-install)
        mkdir -p "$JUPYTER_PATH/kernels/rust"
        printf %s "$0" > "$JUPYTER_PATH/kernels/rust/kernel.json"
        ;;
    kernel-proof)
        cat "$stage/version"
        cat "$JUPYTER_PATH/kernels/rust/kernel.json"
        echo
        ;;
    first-cell) mkdir -p "$last/target" ;;
    fetch) kernel_into "${last%/*}" ;;
    cargo-install | cargo-binstall) kernel_into "$(value_of --root)/bin" ;;
    conda) kernel_into "$(value_of --prefix)/bin" ;;
    rustup)
        for crate in core alloc std proc_macro; do
            mkdir -p "$stage/sysroot/lib/rustlib/src/rust/library/$crate/src"
        done
        ;;
    *) echo "No stand-in is meant to be called so: $0 $*" >&2 && exit 99 ;;
esac
