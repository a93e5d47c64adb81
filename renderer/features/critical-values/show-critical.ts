/** What the overview is asked for in its address: `?show=critical` leads to the critical values. */
export const SHOW_CRITICAL = 'critical';
