/** Next steps that several failures have. */
export const runCheck = 'Run "latchkey --check": it names the step that fails.';
