#* Mean and deviation of the numbers in a query: /summary?x=1&x=2
#* @get /summary
function(x = numeric(0)) {
  x <- as.numeric(x)
  list(mean = mean(x), sd = stats::sd(x))
}
