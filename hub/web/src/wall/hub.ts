/** The hub's answer to something that a person wants done. */
export type Answer = { readonly ok: true } | { readonly ok: false; readonly needsProof: boolean; readonly why: string };

/** Sends; whatever comes back is an answer, also where the line is cut. */
export async function post(path: string, body: object, token: string): Promise<Answer> {
  try {
    const reply = await fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Forgery-Token': token }, body: JSON.stringify(body) });
    if (reply.ok) {
      return { ok: true };
    }
    const problem = await reply.json().catch(() => ({})) as { code?: string; detail?: string };
    return { ok: false, needsProof: problem.code === 'proof-needed', why: problem.code ?? String(reply.status) };
  } catch {
    return { ok: false, needsProof: false, why: 'offline' };
  }
}

/** Proves once more who somebody is. */
export function prove(password: string, token: string): Promise<Answer> {
  return post('/api/v1/session/proof', { password }, token);
}
