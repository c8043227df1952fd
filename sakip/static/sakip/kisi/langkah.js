// A step with the whole grid waits until every cell is on the server, and names the rows as they are now.
export const pasangLangkah = (lembar) => {
  let tertunda = null;
  lembar.saatTenang = (bermasalah) => {
    if (!tertunda) return;
    const [formulir, tekan] = tertunda;
    tertunda = null;
    lembar.kabari(bermasalah ? "Langkah ini belum dijalankan: perbaiki atau kembalikan dulu sel yang bermasalah." : "");
    if (!bermasalah) formulir.requestSubmit(tekan);
  };
  document.addEventListener("submit", (e) => {
    if (!e.target.matches("form[data-tunggu-kirim]")) return;
    lembar.catatFokus();
    if (lembar.bermasalah || lembar.sibuk) {
      e.preventDefault();
      lembar.kabari("Langkah ini dijalankan begitu semua sel tersimpan.");
      tertunda = [e.target, e.submitter];
      return lembar.segarkan();
    }
    for (const el of e.target.elements) {
      const nomor = el.name === "baris" && el.value.split(":")[0];
      if (nomor && lembar.ubahan.has(`i${nomor}`)) el.value = `${nomor}:${lembar.ubahan.get(`i${nomor}`)}`;
    }
  }, true);
};
