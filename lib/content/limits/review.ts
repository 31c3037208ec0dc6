import type { LimitSpec } from './types.ts'

export const reviewLimits = [] as const satisfies readonly LimitSpec[]
