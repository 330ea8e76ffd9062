// Counts checks and says at the end how many passed, in the words that `cargo xtask test` reads.
export class Tally {
  #passed = 0;
  #failed = 0;

  // A check with what is wrong, a line for each fault; none means that it passed.
  check(name, faults) {
    if (faults.length === 0) {
      this.#passed += 1;
      return;
    }
    this.#failed += 1;
    console.log(`FAIL ${name}`);
    for (const fault of faults) console.log(`  ${fault}`);
  }

  end() {
    console.log(`${this.#passed} passed, ${this.#failed} failed`);
    if (this.#failed > 0 || this.#passed === 0) process.exitCode = 1;
  }
}
