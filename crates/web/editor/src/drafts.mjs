// Drafts as values: whether two say the same, and what a draft from this browser means to a page that was loaded since.

const bare = (value) => {
  if (typeof value === "string") return value.normalize("NFC").trim();
  if (Array.isArray(value)) return value.map(bare);
  if (value === null || typeof value !== "object") return value;
  const out = {};
  for (const key of Object.keys(value).sort()) {
    const part = value[key];
    if (part === null || part === undefined || part === false || part === "" || (Array.isArray(part) && part.length === 0)) continue;
    out[key] = bare(part);
  }
  return out;
};

const unnumbered = ({ pictures: _, revision: __, ...draft }) => ({ ...draft, body: (draft.body ?? []).map(({ id: ___, ...block }) => block) });

/** Whether two drafts say the same, the numbers of their blocks apart. */
export const sameDraft = (one, other) => Boolean(one && other) && JSON.stringify(bare(unnumbered(one))) === JSON.stringify(bare(unnumbered(other)));

/**
 * What to do with a kept draft on a page that shows a revision.
 * @param {import("./keep.mjs").Kept | undefined} kept @param {{ revision: number, draft: object }} page
 * @returns {"nothing" | "forget" | "restore" | "conflict"}
 */
export const meaningOf = (kept, page) => {
  if (!kept?.draft) return "nothing";
  if (sameDraft(kept.draft, page.draft)) return "forget";
  // The page shows what was sent from here before: the kept text is only newer.
  if (kept.base === page.revision || (kept.sent ?? []).some((sent) => sameDraft(sent, page.draft))) return "restore";
  return "conflict";
};
