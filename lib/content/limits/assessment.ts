import type { LimitSpec } from './types.ts'

export const assessmentLimits = [] as const satisfies readonly LimitSpec[]
