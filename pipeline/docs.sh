#!/bin/sh
# Builds the documentation of the modules into .build/docs, with the documentation compiler of the toolchain.
set -eu
cd "${0%/*}/.."
graphs=.build/symbol-graphs
rm -rf "$graphs" .build/docs
mkdir -p "$graphs"
swift build -Xswiftc -emit-symbol-graph -Xswiftc -emit-symbol-graph-dir -Xswiftc "$graphs" --scratch-path .build-docs
docc convert Sources/Stages/Documentation.docc --additional-symbol-graph-dir "$graphs" --fallback-display-name Macaroni \
  --fallback-bundle-identifier macaroni --output-path .build/docs
echo ".build/docs"
