/** Parts that add up to a whole: what moving one slider does to the others. Pure. */

/** Rounds shares so that they add up to `total` (largest remainder first). */
function rounded(shares: readonly number[], total: number): number[] {
  const down = shares.map(Math.floor)
  let left = total - down.reduce((sum, value) => sum + value, 0)
  const order = shares.map((value, index) => ({ index, rest: value - Math.floor(value) }))
  for (const { index } of order.sort((a, b) => b.rest - a.rest)) {
    if (left <= 0) break
    down[index] = (down[index] ?? 0) + 1
    left -= 1
  }
  return down
}

/**
 * The parts after one of them was set to `value`. Once the whole was reached it is kept: the others shrink or grow in
 * proportion. Below the whole nothing else moves, for the patient is still filling in.
 */
export function shareOut(parts: readonly number[], at: number, value: number, total = 100): number[] {
  const own = Math.min(total, Math.max(0, Math.round(value)))
  const before = parts.reduce((sum, part) => sum + part, 0)
  const others = before - (parts[at] ?? 0)
  const next = parts.map((part, index) => (index === at ? own : part))
  const full = before === total
  if (others === 0 || (own + others <= total && !full)) return next
  const scaled = rounded(
    next.map((part, index) => (index === at ? 0 : (part * (total - own)) / others)),
    total - own,
  )
  return next.map((part, index) => (index === at ? part : (scaled[index] ?? 0)))
}
