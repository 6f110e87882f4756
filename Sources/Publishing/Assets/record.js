"use strict";
// One model's page as data, found by its key.
async function record(key) {
  const {shards} = await load("catalogue");
  return (await load(`records/${shardOf(key, shards)}`))[key] || null;
}
