import { loggableCases, ownCases, teamCases } from '#lib/access/cases.ts'
import { readableCaseSql } from '#lib/cases/policy.ts'
import { entersOnBehalf, loggableCaseSql } from '#lib/tracking/entries/policy.ts'
import { ownCaseSql } from '#lib/tracking/progress/policy.ts'

export { entersOnBehalf, loggableCaseSql, loggableCases, ownCaseSql, ownCases, readableCaseSql, teamCases }
