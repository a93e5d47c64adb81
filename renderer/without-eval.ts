/**
 * The pages' content security policy forbids `eval`, which zod would try once to see whether it may compile its schemas.
 * This setting keeps it from trying. It stands on the global object because it must be there before zod itself is loaded,
 * and the first chunk does without zod.
 */
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
