import type { ReadLanguage } from '../language.ts'
import type { SentenceRule } from '../sentence-rule.ts'
import { ar } from './ar.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { hi } from './hi.ts'
import { it } from './it.ts'
import { ja } from './ja.ts'
import { ko } from './ko.ts'
import { pt } from './pt.ts'
import { ru } from './ru.ts'
import { tr } from './tr.ts'
import { zh } from './zh.ts'

/** The wordings of every language the rules read. */
export const wordings: Readonly<Record<ReadLanguage, readonly SentenceRule[]>> = {
  en,
  zh,
  ja,
  ko,
  es,
  fr,
  de,
  pt,
  it,
  ru,
  ar,
  hi,
  tr,
}
