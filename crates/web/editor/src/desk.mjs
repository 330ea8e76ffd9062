// Speaking with the desk: every request carries the page's token, and every answer is a status with what it says.

/** @typedef {{ status: number, body: any }} Answer */

const patience = 20_000;

const read = async (response) => {
  try {
    return await response.json();
  } catch {
    return null;
  }
};

export class Desk {
  /** @param {string} token */
  constructor(token) {
    this.token = token;
  }

  /** @param {string} path @param {unknown} said @param {{ keepalive?: boolean }} [how] @returns {Promise<Answer>} throws without a connection */
  async post(path, said, { keepalive = false } = {}) {
    const response = await fetch(path, {
      method: "POST",
      body: typeof said === "string" ? said : JSON.stringify(said),
      headers: { "content-type": "application/json", "x-desk-token": this.token },
      credentials: "same-origin",
      redirect: "manual",
      keepalive,
      signal: AbortSignal.timeout(patience),
    });
    return { status: response.type === "opaqueredirect" ? 401 : response.status, body: await read(response) };
  }

  /** @param {string} path @returns {Promise<Answer>} */
  async get(path) {
    const response = await fetch(path, {
      headers: { accept: "application/json", "x-desk-token": this.token },
      credentials: "same-origin",
      redirect: "manual",
      signal: AbortSignal.timeout(patience),
    });
    return { status: response.type === "opaqueredirect" ? 401 : response.status, body: await read(response) };
  }

  /**
   * Sends a file and tells how much of it has gone.
   * @param {string} path @param {File} file @param {(share: number) => void} tell @returns {Promise<Answer>}
   */
  upload(path, file, tell) {
    return new Promise((done, failed) => {
      // Only this older interface tells how far an upload has come.
      const request = new XMLHttpRequest();
      request.open("POST", path);
      request.setRequestHeader("x-desk-token", this.token);
      request.setRequestHeader("content-type", file.type || "application/octet-stream");
      request.setRequestHeader("x-file-name", encodeURIComponent(file.name || "picture"));
      request.responseType = "json";
      request.upload.addEventListener("progress", ({ loaded, total }) => total > 0 && tell(loaded / total));
      request.addEventListener("load", () => done({ status: request.status, body: request.response }));
      for (const kind of ["error", "abort", "timeout"]) request.addEventListener(kind, () => failed(new Error(kind)));
      request.send(file);
    });
  }
}
