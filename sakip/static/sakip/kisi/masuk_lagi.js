// The session ended: ask only for the password, and go on.
import { buat, satu, semua } from "./alat.js";
import { kue, pos } from "./kirim.js";

let sesi = null; // only a grid knows where to log in again

export const pasangMasukLagi = (baru) => {
  sesi = baru;
  // Caught before sakip.js, which would load the login page in place of the sheet.
  document.addEventListener("htmx:beforeSwap", (e) => {
    if (new URL(e.detail.xhr.responseURL).pathname !== "/masuk/") return;
    e.detail.shouldSwap = false;
    e.stopPropagation();
    sesi.terlewat();
    bukaMasuk();
  }, true);
};
export const bukaMasuk = () => {
  if (!sesi) return;
  sesi.habis();
  const dialog = satu("#masuk-lagi") || buatDialog();
  satu("[role=alert]", dialog).textContent = "";
  if (!dialog.open) dialog.showModal();
};
const buatDialog = () => {
  const dialog = buat("dialog", { id: "masuk-lagi", "aria-labelledby": "judul-masuk-lagi" });
  dialog.innerHTML = `<div><h2 id="judul-masuk-lagi">Sesi berakhir</h2>
<p>Tidak ada isian yang hilang. Masukkan kata sandi untuk melanjutkan.</p>
<form class="formulir" method="post"><input class="sr" name="username" autocomplete="username" readonly tabindex="-1" aria-hidden="true">
<div class="bidang"><label for="sandi-lagi">Kata sandi <b></b></label><input type="password" id="sandi-lagi" name="password" autocomplete="current-password" required autofocus></div>
<div class="bidang" hidden><label for="kode-lagi">Kode verifikasi</label><input id="kode-lagi" name="kode" autocomplete="one-time-code" maxlength="40"></div>
<p class="galat-isian" role="alert"></p>
<div class="tindakan"><button class="tombol utama">Masuk lagi</button><button type="button" class="tombol">Nanti</button></div></form></div>`;
  satu("[name=username]", dialog).value = satu("label b", dialog).textContent = sesi.pengguna;
  satu("button[type=button]", dialog).addEventListener("click", () => dialog.close());
  satu("form", dialog).addEventListener("submit", (e) => {
    e.preventDefault();
    masuk(dialog);
  });
  document.body.append(dialog);
  return dialog;
};
const masuk = async (dialog) => {
  const sandi = satu("[name=password]", dialog);
  const kode = satu("[name=kode]", dialog);
  const kirimSandi = satu(".utama", dialog);
  kirimSandi.disabled = true;
  const { status, isi } = await pos(sesi.alamat, { username: sesi.pengguna, password: sandi.value, kode: kode.value });
  kirimSandi.disabled = false;
  kode.value = "";
  if (!(isi && isi.kode)) sandi.value = "";
  if (status !== 204) {
    satu("[role=alert]", dialog).textContent = (isi && isi.pesan) || "Server tidak dapat dihubungi. Coba lagi.";
    if (!(isi && isi.kode)) return sandi.focus();
    kode.parentElement.hidden = false;
    return kode.focus();
  }
  for (const el of semua("input[name=csrfmiddlewaretoken]")) el.value = kue();
  dialog.close();
  sesi.pulih();
};
