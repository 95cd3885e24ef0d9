name := "words"
version := "0.1.0"
scalaVersion := "2.13.16"
