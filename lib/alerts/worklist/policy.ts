import { teamCaseSql } from '#lib/tracking/progress/policy.ts'

export { readableCaseSql } from '#lib/cases/policy.ts'
export { teamCaseSql }
