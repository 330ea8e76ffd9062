// What the fields take at most, in characters; more is refused.
export const most = { headline: 400, remark: 2_000, note: 300, caption: 2_000, called: 80, banner: 140, commentText: 300, commentName: 40 };
// An article takes so many topics; its page shows so many comments, of which a reader sends so many in ten minutes.
export const mostTopics = 30;
export const mostComments = 500;
export const mostOfReader = 6;
// Of a form the desk takes 256 KB and the paper 64 KB, as browsers write it. A batch fits into one field of the desk's; a part of it
// fits into the name of a comment, and half of that into its text.
export const mostOfBatch = 100_000;
export const partsOfComment = 4;
