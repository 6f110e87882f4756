#!/bin/sh
# Puts the inference engine into .engines/, from the wheel that its makers publish. Nothing is installed: the wheel is downloaded,
# checked against the digest below, and its shared library and licences are taken out. Safe to repeat; the second time does nothing.
set -eu

version=1.32.0
x86_64=5a34fc4dfeb5a7b4a74c95dcba1e773d722abda720b474edf1b0c419dc6d163d
aarch64=2303372a85299b6757b0e11e1cbf13e410ddf7e10c37f4b37e99d1c90e7daf7c

engines=$(cd "${0%/*}/.." && pwd)/.engines
engine=$engines/onnxruntime

stop() {
  echo "setup-engines: $1" >&2
  exit 69
}

case "$(uname -s) $(uname -m)" in
  "Linux x86_64") machine=x86_64 digest=$x86_64 ;;
  "Linux aarch64" | "Linux arm64") machine=aarch64 digest=$aarch64 ;;
  *) stop "there is no ONNX Runtime wheel pinned for $(uname -s) on $(uname -m); models will be recorded as unsupported" ;;
esac

# The version is written last, so a folder that has it is whole.
if [ "$(cat "$engine/VERSION" 2>/dev/null)" = "$version $digest" ]; then
  echo "engines: ONNX Runtime $version is in place"
  exit 0
fi

command -v python3 >/dev/null 2>&1 || stop "python3 is needed to download ONNX Runtime; install it (Debian: apt-get install python3-pip)"
python3 -m pip --version >/dev/null 2>&1 || stop "pip is needed to download ONNX Runtime; install it (Debian: apt-get install python3-pip)"

mkdir -p "$engines"
work=$(mktemp -d "$engines/.setup-XXXXXX")
trap 'rm -rf "$work"' EXIT INT TERM

# The platform and Python are named, not asked for: the library inside is the same whichever Python does the downloading.
echo "onnxruntime==$version --hash=sha256:$digest" > "$work/requirements.txt"
python3 -m pip download --quiet --disable-pip-version-check --require-hashes --no-deps --only-binary=:all: \
  --platform "manylinux_2_28_$machine" --python-version 3.11 --dest "$work" --requirement "$work/requirements.txt" ||
  stop "ONNX Runtime $version could not be downloaded (pip's message is above); check the network and run this again"

mkdir "$work/onnxruntime"
python3 - "$work" <<'PYTHON'
import glob, os, shutil, sys, zipfile
work = sys.argv[1]
with zipfile.ZipFile(glob.glob(work + "/*.whl")[0]) as wheel:
    for name in wheel.namelist():
        base = os.path.basename(name)
        wanted = name.startswith("onnxruntime/capi/libonnxruntime.so.") or name in (
            "onnxruntime/LICENSE", "onnxruntime/ThirdPartyNotices.txt")
        if wanted:
            with wheel.open(name) as source, open(os.path.join(work, "onnxruntime", base), "wb") as target:
                shutil.copyfileobj(source, target)
PYTHON
[ -n "$(find "$work/onnxruntime" -name 'libonnxruntime.so.*')" ] || stop "the wheel of ONNX Runtime $version holds no libonnxruntime.so"

echo "$version $digest" > "$work/onnxruntime/VERSION"
rm -rf "$engine"
mv "$work/onnxruntime" "$engine"
echo "engines: ONNX Runtime $version for $machine put into .engines/onnxruntime ($(du -sh "$engine" | cut -f1))"
