/** The same keys with any text: what a translation of `T` must fill. */
export type SameShape<T> = { readonly [K in keyof T]: T[K] extends string ? string : SameShape<T[K]> };
