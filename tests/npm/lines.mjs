// Questions and answers as JSON, one a line, with the test that started this process.
import { createInterface } from "node:readline";

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

export async function read() {
  return JSON.parse((await lines.next()).value);
}

export function write(answer) {
  process.stdout.write(JSON.stringify(answer) + "\n");
}
