"use strict";
// What the run cost: figures of one night that differ from run to run, so they stand in a file of their own.
load("run").then(run => {
  for (const row of $("stages").tBodies[0].rows) {
    const cost = run[row.dataset.stage];
    if (!cost) continue;
    const [share, seconds, memory] = row.querySelectorAll("[data-cost]");
    share.replaceChildren(h("meter", {value: cost.share, "aria-label": "share of the time"}));
    seconds.replaceChildren(cost.seconds);
    memory.replaceChildren(cost.memory || unknown());
  }
  $("cost").remove();
}).catch(error => $("cost").replaceChildren(`${error.message}, so what the run cost is not shown.`));
