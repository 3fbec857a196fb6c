/** The sign of Inversa: a measured curve and its points. */
export const Mark = () => <img src={`${import.meta.env.BASE_URL}favicon.svg`} alt="" width={28} height={28} />;
