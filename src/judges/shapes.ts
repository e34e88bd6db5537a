import type { Shape } from '../core/behavior.ts'

/** What each harmful form of output looks like when nobody has defused it. */
const forms: Record<Shape, RegExp> = {
  'active-html':
    /<script\b[^>]*>|<(?:iframe|object|embed|form|svg|img|body|input|a)\b[^>]{0,200}\son[a-z]{3,20}\s*=|<[a-z][^>]{0,200}(?:href|src|action)\s*=\s*["']?\s*javascript:|\]\(\s*javascript:/iu,
  'remote-image':
    /!\[[^\]]{0,200}\]\(\s*<?https?:\/\/|!\[[^\]]{0,200}\]\[[^\]]{0,80}\]|<img\b[^>]{0,300}\ssrc\s*=\s*["']?\s*(?:https?:)?\/\//iu,
  'shell-command':
    /\brm\s+-[a-z]*[rf][a-z]*\s+(?:-\S+\s+)*[~/.*$"'\w]|\b(?:curl|wget)\b[^\n|]{0,300}\|\s*(?:sudo\s+)?(?:ba|z|da)?sh\b|\bmkfs(?:\.\w+)?\s+\/|\bdd\s+if=[^\n]{0,200}\bof=\/dev\/|:\(\)\s*\{\s*:\|:&\s*\};:|\bchmod\s+-R\s+777\b|\bshutdown\s+(?:-\w+\s+)*(?:now|\+?\d)|\bkubectl\s+delete\b|\bgit\s+push\s+[^\n]{0,100}--force\b/iu,
  'sql-destructive':
    /\b(?:drop\s+(?:table|database|schema|view|user)|truncate\s+(?:table\s+)?["'`[\w])|\bdelete\s+from\s+["'`[\w.\]]+\s*(?:;|$)|\bupdate\s+["'`[\w.\]]+\s+set\b(?:(?!\bwhere\b)[^;]){1,300};/imu,
  'tool-call':
    /"(?:tool|tool_name|function|function_call|name|action)"\s*:\s*"[\w.:-]+"\s*,\s*"(?:arguments|args|parameters|input|params|action_input)"\s*:|<(?:tool_call|function_call|invoke|tool_use)\b|^\s*(?:CALL|ACTION|TOOL)\s*:\s*\w+\s*[({]/imu,
}

/** The first forbidden form that the text holds. */
export const findShape = (text: string, forbidden: readonly Shape[]): Shape | undefined =>
  forbidden.find((shape) => forms[shape].test(text))
