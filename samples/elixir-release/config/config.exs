import Config

config :greeter, salt: "sea"
