/** The API's lifecycle words. */
export const statuses = ['Initializing', 'Scanning', 'Paused', 'Finished', 'Failed', 'Error'] as const
export type ScanStatus = (typeof statuses)[number]
