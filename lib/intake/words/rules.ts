/** Answers and calculated values in words, for the summary, the triage and the case. */
import type { Question } from '#lib/content/intake/questionnaire.ts'
import { questionById } from '#lib/content/intake/questionnaire.ts'
import { fullDayText } from '#lib/dates.ts'
import { isZoneQuestion, sideOf, zoneOf } from '#lib/intake/answers/rules.ts'
import type { AnswerValue } from '#lib/intake/answers/schema.ts'
import type { RuleValue } from '#lib/rules/registry.ts'
