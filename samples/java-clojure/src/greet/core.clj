(ns greet.core
  (:require [clojure.string :as string])
  (:gen-class))

(defn greeting [names]
  (str "Hello, " (string/join " and " names) "!"))

(defn -main [& names]
  (println (greeting (or names ["world"]))))
