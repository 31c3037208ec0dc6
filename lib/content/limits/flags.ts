import type { LimitSpec } from './types.ts'

export const flagLimits = [] as const satisfies readonly LimitSpec[]
