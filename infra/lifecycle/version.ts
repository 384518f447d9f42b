/** The version of Heddle, as it stands in package.json; a test holds one against the other. */
export const HEDDLE_VERSION = '0.1.0';
