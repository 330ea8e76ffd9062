// Text that the server does not have yet, kept in this browser. A browser that keeps nothing (a private window, a full disk) says so
// by failing, and the caller tells the writer.

/** @typedef {{ base: number, draft: object, at: number, sent: object[] }} Kept `sent`: drafts that went out without an answer */

const name = "masthead-writing";
const shelf = "drafts";

let opened;

const open = () => {
  opened ??= new Promise((done, failed) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(shelf);
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
    request.onblocked = () => failed(new Error("blocked"));
  });
  return opened;
};

const act = async (mode, what) => {
  const base = await open();
  return new Promise((done, failed) => {
    const transaction = base.transaction(shelf, mode, { durability: "relaxed" });
    const request = what(transaction.objectStore(shelf));
    transaction.oncomplete = () => done(request.result);
    transaction.onerror = transaction.onabort = () => failed(transaction.error);
  });
};

/** @param {string} article */
export const keepOf = (article) => ({
  /** @returns {Promise<Kept | undefined>} */
  get: () => act("readonly", (drafts) => drafts.get(article)),
  /** @param {Kept} kept */
  put: (kept) => act("readwrite", (drafts) => drafts.put(kept, article)),
  remove: () => act("readwrite", (drafts) => drafts.delete(article)),
});
