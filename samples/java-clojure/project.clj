(defproject greet "0.1.0"
  :dependencies [[org.clojure/clojure "1.11.1"]]
  :main ^:skip-aot greet.core
  :target-path "target/%s"
  :uberjar-name "greet-standalone.jar"
  :profiles {:uberjar {:aot :all}})
