import { escapeHtml, type Html } from "./html.ts";
import { styleSheet } from "./style.ts";

/**
 * A whole page around its body: no scripts, no resources from elsewhere.
 * @param style Rules beyond those that all pages share.
 */
export const page = (title: string, version: string, body: Html, style = ""): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<meta name="generator" content="Inversa ${escapeHtml(version)}"><title>${escapeHtml(title)}</title><style>${styleSheet()}${style}</style></head>
<body>${body.text}
</body></html>
`;
