// One way out to the server for everything, and what its answers mean for a cell.
import { json } from "./alat.js";

const JAWABAN = {
  200: "tersimpan", 401: "sesi", 403: "tidak_boleh", 404: "tidak_ada",
  409: "bentrok", 422: "ditolak", 423: "terkunci",
};
const KALIMAT = { 413: "Isian ini terlalu panjang untuk diterima server. Persingkat, lalu simpan lagi." };
const UMUM = "Server menolak isian ini. Muat ulang halaman; yang Anda ketik masih ada di peramban ini.";

export const kue = () => (document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]*)/) || [])[1] || "";

// Status 0 means that no answer came; being sent to the login page is a 401.
export const pos = async (alamat, isi, batas = 15000) => {
  const kendali = new AbortController();
  const jam = setTimeout(() => kendali.abort(), batas);
  try {
    const kepala = { "X-CSRFToken": kue(), Accept: "application/json" };
    const jawab = await fetch(alamat, { method: "POST", body: new URLSearchParams(isi), headers: kepala, signal: kendali.signal });
    const teks = await jawab.text();
    const keluar = jawab.redirected && new URL(jawab.url).pathname.startsWith("/masuk/");
    return { status: keluar ? 401 : jawab.status, teks, isi: json(teks) };
  } catch {
    return { status: 0, teks: "", isi: null };
  } finally {
    clearTimeout(jam);
  }
};

// "putus": worth sending again. "tak_dikenal": an answer that no cell's save gives, a proxy's page for one;
// it counts as a refusal, for sending the same again would bring the same.
export const golongkan = ({ status, isi }) => {
  if (status === 401) return { jawaban: "sesi" };
  if (status === 0 || status === 408 || status >= 500) return { jawaban: "putus", status };
  const dikenal = isi && status in JAWABAN && isi.jawaban === JAWABAN[status];
  if (dikenal && (status !== 409 || isi.milik_lain)) return isi;
  return { jawaban: "tak_dikenal", pesan: (isi && isi.pesan) || KALIMAT[status] || UMUM };
};

export const kirimSel = async (alamat, data) => golongkan(await pos(alamat, data));
