import assert from "node:assert/strict";

// All that was found wrong, a line each: a comparison of arrays would cut a long list short.
export function none(faults) {
  assert.equal(faults.length, 0, `\n  ${faults.join("\n  ")}`);
}
