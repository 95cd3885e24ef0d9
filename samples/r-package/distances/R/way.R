way <- function(a, b, radius = 6371) {
  .Call("distances_way", as.double(a), as.double(b), as.double(radius), PACKAGE = "distances")
}
