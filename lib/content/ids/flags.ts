/**
 * The ids that a red flag may read: everything but the indicators of single exercises, so that a phone need not load the
 * library.
 */
import { assessmentIds } from '#lib/content/ids/assessment.ts'
import { findingIds } from '#lib/content/ids/findings.ts'
import { derivedIds, intakeIds } from '#lib/content/ids/intake.ts'
import { trackingIds } from '#lib/content/ids/tracking.ts'
import type { Registry } from '#lib/rules/registry.ts'
import { joinRegistries, registryOf } from '#lib/rules/registry.ts'

/** What an intake or a review form gives: questions and derived values. */
export const questionnaireIds: Registry = registryOf({ ...intakeIds, ...derivedIds })

export const flagRuleIds: Registry = joinRegistries(
  questionnaireIds,
  registryOf(assessmentIds),
  registryOf(trackingIds),
  registryOf(findingIds),
)
