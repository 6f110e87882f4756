# Makes a pipeline of small shell stages in a folder: SHARDS files, six stages of one `sed` a shard, a count after each.
#
#   pipeline_make FOLDER SHARDS
#
# Each task writes a line into FOLDER/executions, and fails where FOLDER/fail-STAGE-SHARD is there.

pipeline_make() {
  mkdir -p "$1/in" "$1/programs"
  for shard in $(seq 0 $(($2 - 1))); do
    name=$(printf 'l0-%05d-of-%05d.jsonl' "$shard" "$2")
    for number in $(seq 100 199); do echo "{\"id\":\"$shard-$number\",\"pad\":\"abcdefghijklmnop\",\"stage\":0}"; done > "$1/in/$name"
  done
  cat > "$1/programs/macaroni-take" <<'STAGE'
#!/bin/sh
if [ "$1" = --describe ]; then
  echo '{"name":"take","version":1,"writes":["l0"]}'
  exit
fi
cp "$MACARONI_BASE"/in/* "$MACARONI_OUT"
STAGE
  {
    echo "macaroni: 1"
    echo "shards: $2"
    echo "stages:"
    echo "  take: { uses: in }"
  } > "$1/p.yaml"
  from=take
  for stage in 1 2 3 4 5 6; do
    before=$((stage - 1))
    cat > "$1/programs/macaroni-s$stage" <<STAGE
#!/bin/sh
if [ "\$1" = --describe ]; then
  echo '{"name":"s$stage","version":1,"sharded":true,"reads":["l$before"],"writes":["l$stage"],"gathers":["n$stage"]}'
  exit
fi
echo "s$stage:\$MACARONI_TASK" >> "\$MACARONI_BASE/executions"
sleep "\${TASK_SECONDS:-0}"
[ ! -e "\$MACARONI_BASE/fail-s$stage-\$MACARONI_TASK" ] || exit 3
case \$MACARONI_TASK in
  gather) cat "\$MACARONI_IN"/l$stage-*.jsonl | wc -l > "\$MACARONI_OUT/n$stage.jsonl" ;;
  *) sed 's/stage":$before}/stage":$stage}/' "\$MACARONI_IN/l$before\$MACARONI_SUFFIX.jsonl" > "\$MACARONI_OUT/l$stage\$MACARONI_SUFFIX.jsonl" ;;
esac
STAGE
    echo "  s$stage: { from: $from }" >> "$1/p.yaml"
    from=s$stage
  done
  chmod +x "$1"/programs/*
}

# The digests of all snapshots' records.
pipeline_results() {
  (cd "$1/data" && find s* -path '*/tasks' -prune -o -name '*.jsonl' -print | sort | xargs sha256sum)
}
