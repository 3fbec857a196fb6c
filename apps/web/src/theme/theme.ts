import { createTheme } from "@mantine/core";

/** Names of what `theme.css` sets; the variables themselves stand there, since the policy of the page allows no generated style. */
export const theme = createTheme({
  primaryColor: "blue", primaryShade: { light: 8, dark: 4 }, autoContrast: true, defaultRadius: "md", respectReducedMotion: true, cursorType: "pointer",
  components: { Anchor: { defaultProps: { underline: "always" } } },
});
