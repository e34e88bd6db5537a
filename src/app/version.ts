/** The version of this tool; a test keeps it equal to package.json's. */
export const toolVersion = '0.1.0'
