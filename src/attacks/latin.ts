/** Whether most letters of a text are those that Latin alphabets share: rules about a to z leave other scripts as they are. */
export const isLatin = (text: string): boolean =>
  (text.match(/[a-z]/giu) ?? []).length * 2 > (text.match(/\p{L}/gu) ?? []).length
