/** Runs one step of the start and says in one line what was done and how long it took. */
export async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
  const begun = performance.now()
  const result = await work()
  const seconds = ((performance.now() - begun) / 1000).toFixed(1)
  console.log(`${name.padEnd(40)} ${seconds.padStart(6)} s`)
  return result
}

/** A reason not to start that is shown without a stack: the person at the keyboard can do something about it. */
export class Refusal extends Error {}
