document.querySelectorAll("li").forEach((book) => book.addEventListener("click", () => book.classList.toggle("read")));
