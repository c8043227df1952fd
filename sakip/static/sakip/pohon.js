// The plan's tree: rows are moved by pointer or keyboard, filtered as one types; codes come from the nomenclature.
(() => {
  "use strict";
  const satu = (pilih, dari = document) => dari.querySelector(pilih);
  const semua = (pilih, dari = document) => [...dari.querySelectorAll(pilih)];

  // A row of the nomenclature fills in the form.
  document.addEventListener("click", (e) => {
    const pilih = e.target.closest("[data-nomenklatur]");
    const formulir = pilih && pilih.closest("form");
    if (!formulir) return;
    const isi = { kode_nomenklatur: "nomenklatur", uraian: "uraian", indikator: "indikator", satuan: "satuan" };
    for (const [medan, dari] of Object.entries(isi)) {
      if (formulir.elements[medan] && pilih.dataset[dari]) formulir.elements[medan].value = pilih.dataset[dari];
    }
    formulir.elements.kode_nomenklatur.focus();
    satu("#hasil-nomenklatur", formulir).replaceChildren();
  });
  document.addEventListener("keydown", (e) => {
    if (e.key !== "ArrowDown" && e.key !== "ArrowUp") return;
    const formulir = e.target.closest(".rencana-formulir");
    const tombol = formulir ? semua("[data-nomenklatur]", formulir) : [];
    if (!tombol.length || !(e.target.name === "kode_nomenklatur" || e.target.dataset.nomenklatur)) return;
    const deret = [formulir.elements.kode_nomenklatur, ...tombol];
    const ke = deret[deret.indexOf(e.target) + (e.key === "ArrowDown" ? 1 : -1)];
    e.preventDefault();
    if (ke) ke.focus();
  });

  const tabel = satu("#pohon");
  if (!tabel) return;
  const badan = tabel.tBodies[0];
  const kabar = satu("#pohon-kabar");
  const kabari = (teks, gagal = false) => {
    kabar.textContent = teks;
    kabar.className = gagal ? "kabar galat" : "sr";
  };
  const baris = () => [...badan.rows];
  const cari = (kode) => baris().find((b) => b.dataset.kode === kode);

  // Filtering: rows that hold all words, and those above them.
  const saring = satu("[data-saring-pohon]");
  const jumlah = satu("#jumlah-pohon");
  saring.addEventListener("input", () => {
    const kata = saring.value.toLowerCase().split(/\s+/).filter(Boolean);
    const perlu = new Set();
    for (const b of baris()) {
      const teks = b.textContent.toLowerCase();
      if (!kata.every((k) => teks.includes(k))) continue;
      perlu.add(b.dataset.nomor);
      for (const n of (b.dataset.leluhur || "").split(" ")) perlu.add(n);
    }
    if (kata.length) satu("[data-lipat-sampai='9']").click();
    for (const b of baris()) b.classList.toggle("luput", !perlu.has(b.dataset.nomor));
    if (jumlah) jumlah.textContent = `${baris().filter((b) => perlu.has(b.dataset.nomor)).length} dari ${jumlah.dataset.semua} simpul.`;
  });

  if (!tabel.dataset.pindah) return;
  const sah = JSON.parse(satu("#induk-sah").textContent);
  const namaJenis = JSON.parse(satu("#nama-jenis").textContent);
  const jenisDari = (kode) => (kode ? cari(kode).dataset.jenis : "");
  const bolehDi = (b, induk) => sah[b.dataset.jenis].includes(jenisDari(induk));
  const anak = (induk) => baris().filter((b) => b.dataset.induk === induk);
  const bawahan = (b) => baris().filter((x) => (x.dataset.leluhur || "").split(" ").includes(b.dataset.nomor));

  // The rows anew, down the tree, from what each row says of its parent.
  const susun = (urutan) => {
    const per = new Map();
    for (const b of urutan) per.set(b.dataset.induk, [...(per.get(b.dataset.induk) || []), b]);
    const turun = (induk, leluhur) => {
      for (const b of per.get(induk) || []) {
        const bawah = per.get(b.dataset.kode) || [];
        const lipat = satu(".lipat", b);
        b.className = b.className.replace(/\bt\d\b/, `t${Math.min(leluhur.length, 5)}`);
        if (leluhur.length) b.dataset.leluhur = leluhur.join(" ");
        else delete b.dataset.leluhur;
        lipat.hidden = !bawah.length;
        lipat.dataset.tingkat = leluhur.length;
        badan.append(b);
        turun(b.dataset.kode, [...leluhur, b.dataset.nomor]);
      }
    };
    turun("", []);
  };
  const taruh = (b, induk, posisi) => {
    b.dataset.induk = induk;
    const saudara = anak(induk).filter((x) => x !== b);
    const lain = baris().filter((x) => x !== b);
    if (posisi < saudara.length) lain.splice(lain.indexOf(saudara[posisi]), 0, b);
    else lain.push(b);
    susun(lain);
  };
  const tampak = (b) => {
    for (const nomor of (b.dataset.leluhur || "").split(" ").filter(Boolean)) {
      const lipat = satu(`[data-lipat="${nomor}"][aria-expanded="false"]`, tabel);
      if (lipat) lipat.click();
    }
  };

  const kue = () => (document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]*)/) || [])[1] || "";
  const kirim = async (b, isi) => {
    const alamat = tabel.dataset.pindah.replace("KODE-SIMPUL", encodeURIComponent(b.dataset.kode));
    try {
      const jawab = await fetch(alamat, {
        method: "POST", body: new URLSearchParams(isi), headers: { "X-CSRFToken": kue(), Accept: "application/json" },
      });
      if (jawab.redirected) return { ok: false, pesan: "Sesi Anda sudah berakhir. Muat ulang halaman, lalu masuk lagi." };
      const hasil = await jawab.json().catch(() => ({ pesan: "Pemindahan ini ditolak. Muat ulang halaman, lalu coba lagi." }));
      return { ok: jawab.ok, pesan: hasil.pesan };
    } catch {
      return { ok: false, pesan: "Server tidak dapat dihubungi. Periksa sambungan, lalu coba lagi." };
    }
  };
  let sibuk = false;
  const pindahkan = async (b, induk, posisi) => {
    if (sibuk) return;
    const dulu = { urutan: baris(), induk: b.dataset.induk };
    const fokus = document.activeElement;
    sibuk = true;
    taruh(b, induk, posisi);
    tampak(b);
    if (b.contains(fokus)) fokus.focus();
    const { ok, pesan } = await kirim(b, { induk, posisi });
    sibuk = false;
    if (!ok) {
      b.dataset.induk = dulu.induk;
      susun(dulu.urutan);
      if (b.contains(fokus)) fokus.focus();
      return kabari(`${b.dataset.kode} dikembalikan ke tempatnya. ${pesan}`, true);
    }
    const kini = anak(induk);
    kabari(`${b.dataset.kode} kini ${induk ? `di bawah ${induk}` : "di pangkal pohon"}, urutan ${kini.indexOf(b) + 1} dari ${kini.length}.`);
  };

  // Keyboard: Alt and an arrow on the handle. Captured: before the arrows that walk through tables.
  const naikTurun = (b, langkah) => {
    const saudara = anak(b.dataset.induk);
    const ke = saudara.indexOf(b) + langkah;
    if (saudara[ke]) return pindahkan(b, b.dataset.induk, ke);
    const induk = baris().filter((x) => sah[b.dataset.jenis].includes(x.dataset.jenis) && !x.classList.contains("arsip"));
    const lain = b.dataset.induk ? induk[induk.indexOf(cari(b.dataset.induk)) + langkah] : null;
    if (!lain) return kabari(`${b.dataset.kode} sudah di ujung.`);
    return pindahkan(b, lain.dataset.kode, langkah < 0 ? anak(lain.dataset.kode).length : 0);
  };
  const masuk = (b) => {
    const milik = new Set([b, ...bawahan(b)]);
    const deret = baris().filter((x) => !milik.has(x));
    const sebelum = deret.slice(0, baris().indexOf(b)).reverse();
    const ke = sebelum.find((x) => x.dataset.kode !== b.dataset.induk && bolehDi(b, x.dataset.kode) && (x.dataset.leluhur || "").split(" ").filter(Boolean).length >= (b.dataset.leluhur || "").split(" ").filter(Boolean).length);
    if (ke) pindahkan(b, ke.dataset.kode, anak(ke.dataset.kode).length);
    else kabari(`${namaJenis[b.dataset.jenis]} ${b.dataset.kode} tidak dapat masuk lebih dalam di sini.`);
  };
  const keluar = (b) => {
    for (let atas = cari(b.dataset.induk); atas; atas = cari(atas.dataset.induk)) {
      if (bolehDi(b, atas.dataset.induk)) return pindahkan(b, atas.dataset.induk, anak(atas.dataset.induk).indexOf(atas) + 1);
    }
    return kabari(`${namaJenis[b.dataset.jenis]} ${b.dataset.kode} tidak dapat keluar dari induknya.`);
  };
  document.addEventListener("keydown", (e) => {
    if (!e.altKey || !e.target.matches(".pegangan")) return;
    const aksi = { ArrowUp: (b) => naikTurun(b, -1), ArrowDown: (b) => naikTurun(b, 1), ArrowRight: masuk, ArrowLeft: keluar }[e.key];
    if (!aksi) return;
    e.preventDefault();
    e.stopImmediatePropagation();
    aksi(e.target.closest("tr"));
  }, true);

  // Pointer: a third of the row above means before it, a third below after it, the middle into it.
  let seret = null;
  const bersih = () => semua(".jatuh-sebelum, .jatuh-sesudah, .jatuh-dalam", badan).forEach((b) => b.classList.remove("jatuh-sebelum", "jatuh-sesudah", "jatuh-dalam"));
  const tempat = (x, y) => {
    const el = document.elementFromPoint(x, y);
    const b = el && el.closest("#pohon tbody tr");
    if (!b || b === seret.b || seret.milik.has(b)) return null;
    const kotak = b.getBoundingClientRect();
    const bagian = (y - kotak.top) / kotak.height;
    const dalam = { b, cara: "dalam", induk: b.dataset.kode, posisi: anak(b.dataset.kode).filter((s) => s !== seret.b).length };
    const saudara = anak(b.dataset.induk).filter((s) => s !== seret.b);
    const tepi = bagian < 0.5 ? { b, cara: "sebelum", posisi: saudara.indexOf(b) } : { b, cara: "sesudah", posisi: saudara.indexOf(b) + 1 };
    tepi.induk = b.dataset.induk;
    const urut = bagian > 0.3 && bagian < 0.7 ? [dalam, tepi] : [tepi, dalam];
    return urut.find((t) => bolehDi(seret.b, t.induk)) || urut[0];
  };
  badan.addEventListener("pointerdown", (e) => {
    const pegangan = e.target.closest(".pegangan");
    if (!pegangan || e.button !== 0 || sibuk) return;
    const b = pegangan.closest("tr");
    seret = { b, milik: new Set(bawahan(b)), tujuan: null };
    pegangan.setPointerCapture(e.pointerId);
    e.preventDefault();
    pegangan.focus();
  });
  badan.addEventListener("pointermove", (e) => {
    if (!seret) return;
    seret.b.classList.add("diseret");
    bersih();
    seret.tujuan = tempat(e.clientX, e.clientY);
    if (seret.tujuan) seret.tujuan.b.classList.add(`jatuh-${seret.tujuan.cara}`);
    const wadah = tabel.parentElement;
    const kotak = wadah.getBoundingClientRect();
    if (e.clientY < kotak.top + 40) wadah.scrollTop -= 12;
    if (e.clientY > kotak.bottom - 40) wadah.scrollTop += 12;
  });
  const selesai = (jadi) => {
    if (!seret) return;
    const { b, tujuan } = seret;
    b.classList.remove("diseret");
    bersih();
    seret = null;
    if (jadi && tujuan) pindahkan(b, tujuan.induk, tujuan.posisi);
  };
  badan.addEventListener("pointerup", () => selesai(true));
  badan.addEventListener("pointercancel", () => selesai(false));
  document.addEventListener("keydown", (e) => e.key === "Escape" && selesai(false));
})();
