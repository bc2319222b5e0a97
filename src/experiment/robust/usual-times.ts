/** The multiple of the cost of a run that the answer may take where nobody says otherwise, the run included. */
export const USUAL_TIMES = 5;
