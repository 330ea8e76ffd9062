// Which addresses a text may lead to.

const schemes = /^(?:https?:\/\/[^/]|mailto:[^@\s]+@|tel:\+?[\d(])/i;
// Anchors that word processors leave in what is copied: they lead nowhere on a page.
const leftovers = /^#(?:_(?:ftn|ftnref|edn|ednref|toc|hlk|msoanchor|ref)|cmnt|ftnt|heading=|h\.|bookmark)/i;

const unwrapped = (address) => {
  const found = /^https?:\/\/(?:www\.)?google\.[a-z.]+\/url\?(.*)$/i.exec(address);
  return (found && new URLSearchParams(found[1]).get("q")) || address;
};

/**
 * An address as a link may carry it, or null: `http`, `https`, `mailto`, `tel`, a path or a fragment of this site.
 * @param {string | null | undefined} given
 * @param {string} [origin] of this site; addresses on it become paths
 */
export const safeLink = (given, origin = "") => {
  // Browsers pass over tabs and line breaks in an address, so that one must not hide a scheme.
  let address = (given ?? "").replace(/[\u0000-\u001f\u007f]/g, "").trim();
  if (!address || leftovers.test(address)) return null;
  address = unwrapped(address);
  if (address.startsWith("//")) address = `https:${address}`;
  if (origin && (address === origin || address.startsWith(`${origin}/`))) address = address.slice(origin.length) || "/";
  if (/^\/(?![/\\])/.test(address) || address.startsWith("#")) return address;
  return schemes.test(address) ? address : null;
};

/** What somebody typed as a link, made whole: `example.org` and an e-mail address are understood. @param {string} typed */
export const typedLink = (typed, origin = "") => {
  const address = typed.trim();
  if (!/\s/.test(address)) {
    if (/^[^@:/]+@[^@:/]+\.[^@:/]+$/.test(address)) return `mailto:${address}`;
    if (/^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+(?:[/?#].*)?$/u.test(address)) return `https://${address}`;
  }
  return safeLink(address, origin);
};

/** The address if the text is one and nothing else. @param {string} text */
export const soleLink = (text) => (/^https?:\/\/\S+$/i.test(text.trim()) ? text.trim() : null);
