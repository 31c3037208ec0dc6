import type { LimitSpec } from './types.ts'

export const programLimits = [] as const satisfies readonly LimitSpec[]
