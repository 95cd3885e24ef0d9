package main

func main() { println("compiled late") }
