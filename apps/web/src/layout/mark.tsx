/** The sign of Inversa: a measured curve and its points. */
export const Mark = () => <img src="/favicon.svg" alt="" width={28} height={28} />;
