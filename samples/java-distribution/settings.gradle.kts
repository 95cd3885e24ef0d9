rootProject.name = "calc"
include("app")
