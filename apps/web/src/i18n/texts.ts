/** The shape of the texts in another language: a sentence for each sentence. */
export type Texts<T> = { readonly [K in keyof T]: T[K] extends string ? string : Texts<T[K]> };
