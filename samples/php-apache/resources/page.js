const input = document.querySelector("input");
const image = document.querySelector("img");

input.addEventListener("input", () => {
  image.src = `/badge.png?text=${encodeURIComponent(input.value)}`;
});
